#include "model/reader/limits_reader.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "model/value/time_text.h"

namespace model {
namespace {

constexpr std::chrono::days kMaxTimeout{1};
constexpr std::chrono::days kMaxRetention{3'650};
constexpr std::int64_t kMaxPendingJobs = 1'000'000;

/// "500KB", "200MB", "10GB": up to nine digits and a decimal unit.
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

std::optional<std::int64_t> read_size(const JsonReader& node) {
  const std::string* text = node.value().string();
  const auto bytes = text == nullptr ? std::nullopt : bytes_of(*text);
  if (!bytes) node.add_error(base::Message{"model.not_size"});
  return bytes;
}

}  // namespace

std::chrono::seconds read_time_limit(const JsonReader& node, std::chrono::seconds max) {
  const std::string* text = node.value().string();
  const auto limit = text == nullptr ? std::nullopt : parse_time_limit(*text);
  if (limit && limit->count() > 0 && *limit <= max) return *limit;
  const auto days = std::chrono::duration_cast<std::chrono::days>(max).count();
  node.add_error(base::Message{"model.not_limit", {{"days", std::int64_t{days}}}});
  return max;
}

void read_limits(const JsonReader& node, Limits& limits) {
  JsonObjectReader members{node};
  if (const auto timeout = members.find("timeout")) {
    limits.timeout = read_time_limit(*timeout, kMaxTimeout);
  }
  if (const auto retention = members.find("retention")) {
    limits.retention = read_time_limit(*retention, kMaxRetention);
  }
  if (const auto size = members.find("fileSize")) {
    limits.max_bytes = read_size(*size).value_or(limits.max_bytes);
  }
  if (const auto jobs = members.find("concurrency")) limits.concurrency = jobs->integer(1, 256);
  members.reject_unknown_members();
}

OrganizationLimits read_organization_limits(const JsonReader& node) {
  JsonObjectReader members{node};
  OrganizationLimits limits;
  if (const auto retention = members.find("retention")) {
    limits.retention = read_time_limit(*retention, kMaxRetention);
  }
  if (const auto jobs = members.find("pending"))
    limits.max_pending = jobs->integer(1, kMaxPendingJobs);
  if (const auto size = members.find("storage")) limits.max_storage_bytes = read_size(*size);
  members.reject_unknown_members();
  return limits;
}

}  // namespace model
