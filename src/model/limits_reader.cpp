#include "model/limits_reader.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "model/time_text.h"

namespace model {
namespace {

constexpr std::chrono::days kLongestTimeout{1};
constexpr std::chrono::days kLongestRetention{3'650};
constexpr std::int64_t kMostJobs = 1'000'000;

/// "500KB", "200MB", "10GB": up to nine digits and a unit of a thousand.
std::optional<std::int64_t> bytes_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> kUnits{
      {{"KB", 1'000}, {"MB", 1'000'000}, {"GB", 1'000'000'000}}};
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view digits{text.data(), static_cast<std::size_t>(end - text.data())};
  if (error != std::errc{} || number <= 0 || digits.size() > 9) return std::nullopt;
  for (const auto& [unit, bytes] : kUnits) {
    if (text.substr(digits.size()) == unit) return number * bytes;
  }
  return std::nullopt;
}

std::optional<std::int64_t> read_size(const Node& node) {
  const std::string* text = node.value().string();
  const auto bytes = text == nullptr ? std::nullopt : bytes_of(*text);
  if (!bytes) node.fault(base::Message{"model.not_size"});
  return bytes;
}

}  // namespace

std::chrono::seconds read_time_limit(const Node& node, std::chrono::seconds most) {
  const std::string* text = node.value().string();
  const auto limit = text == nullptr ? std::nullopt : limit_of(*text);
  if (limit && limit->count() > 0 && *limit <= most) return *limit;
  const auto days = std::chrono::duration_cast<std::chrono::days>(most).count();
  node.fault(base::Message{"model.not_limit", {{"days", std::int64_t{days}}}});
  return most;
}

void read_limits(const Node& node, Limits& limits) {
  Members members{node};
  if (const auto timeout = members.find("timeout")) {
    limits.timeout = read_time_limit(*timeout, kLongestTimeout);
  }
  if (const auto retention = members.find("retention")) {
    limits.retention = read_time_limit(*retention, kLongestRetention);
  }
  if (const auto size = members.find("fileSize")) {
    limits.max_bytes = read_size(*size).value_or(limits.max_bytes);
  }
  if (const auto jobs = members.find("concurrency")) limits.concurrency = jobs->integer(1, 256);
  members.refuse_unknown();
}

OrganizationLimits read_organization_limits(const Node& node) {
  Members members{node};
  OrganizationLimits limits;
  if (const auto retention = members.find("retention")) {
    limits.retention = read_time_limit(*retention, kLongestRetention);
  }
  if (const auto jobs = members.find("pending")) limits.pending = jobs->integer(1, kMostJobs);
  if (const auto size = members.find("storage")) limits.storage = read_size(*size);
  members.refuse_unknown();
  return limits;
}

}  // namespace model
