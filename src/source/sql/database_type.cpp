#include "source/sql/database_type.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.h"
#include "base/parse_integer.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

/// The text's hexadecimal digits in small letters. Absent unless there are `count` of them, with
/// nothing but separators between groups of `group` digits.
std::optional<std::string> hex_digits(std::string_view text, std::size_t count, std::size_t group,
                                      std::string_view separators) {
  std::string digits;
  bool may_separate = false;
  for (const char c : text) {
    if (base::is_hex_digit(c)) {
      digits += base::to_lower(c);
      may_separate = digits.size() % group == 0;
    } else if (may_separate && separators.find(c) != std::string_view::npos) {
      may_separate = false;
    } else {
      return std::nullopt;
    }
  }
  const bool ends_in_digit = !text.empty() && base::is_hex_digit(text.back());
  return digits.size() == count && ends_in_digit ? std::optional{digits} : std::nullopt;
}

std::optional<std::string> uuid(std::string_view text) {
  const bool is_braced = text.starts_with('{') && text.ends_with('}');
  if (is_braced) text = text.substr(1, text.size() - 2);
  auto digits = hex_digits(text, 32, 4, "-");
  if (!digits) return std::nullopt;
  for (const std::size_t at : {20U, 16U, 12U, 8U}) digits->insert(at, 1, '-');
  return digits;
}

std::optional<std::string> mac(std::string_view text, std::size_t count) {
  auto digits = hex_digits(text, count, 2, ":-.");
  if (!digits) return std::nullopt;
  for (std::size_t at = digits->size() - 2; at > 0; at -= 2) digits->insert(at, 1, ':');
  return digits;
}

/// Whether all bits after the first `mask` are zero, as in a network's address.
bool is_network(const auto& address, int mask) {
  for (std::size_t byte = 0; byte < address.size(); ++byte) {
    const int kept = std::clamp(mask - static_cast<int>(byte) * 8, 0, 8);
    if ((address[byte] & (0xFFU >> static_cast<unsigned>(kept))) != 0) return false;
  }
  return true;
}

template <std::size_t kBytes>
std::optional<std::string> address(int family, const std::string& host,
                                   const std::optional<int>& mask, bool is_cidr) {
  constexpr int kBits = kBytes * 8;
  std::array<std::uint8_t, kBytes> bytes{};
  if (inet_pton(family, host.c_str(), bytes.data()) != 1) return std::nullopt;
  if (mask && (*mask < 0 || *mask > kBits)) return std::nullopt;
  if (is_cidr && !is_network(bytes, mask.value_or(kBits))) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> written{};
  inet_ntop(family, bytes.data(), written.data(), written.size());
  const bool shows_mask = is_cidr || (mask && *mask != kBits);
  return std::string{written.data()} +
         (shows_mask ? "/" + std::to_string(mask.value_or(kBits)) : "");
}

std::optional<std::string> network(std::string_view text, bool is_cidr) {
  std::optional<int> mask;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    mask = base::parse_integer<int>(text.substr(slash + 1));
    if (!mask) return std::nullopt;
  }
  const std::string host{text.substr(0, slash)};
  if (auto found = address<4>(AF_INET, host, mask, is_cidr)) return found;
  return address<16>(AF_INET6, host, mask, is_cidr);
}

}  // namespace

std::optional<std::string> canonical_text(DatabaseType type, std::string_view text) {
  switch (type) {
    case DatabaseType::kUuid:
      return uuid(trimmed(text));
    case DatabaseType::kInet:
      return network(trimmed(text), false);
    case DatabaseType::kCidr:
      return network(trimmed(text), true);
    case DatabaseType::kMacaddr:
      return mac(trimmed(text), 12);
    case DatabaseType::kMacaddr8:
      return mac(trimmed(text), 16);
    case DatabaseType::kDynamic:
    case DatabaseType::kText:
    case DatabaseType::kPaddedText:
    case DatabaseType::kInteger:
    case DatabaseType::kNumeric:
    case DatabaseType::kFloat4:
    case DatabaseType::kFloat8:
    case DatabaseType::kBoolean:
    case DatabaseType::kBit:
    case DatabaseType::kBits:
    case DatabaseType::kDate:
    case DatabaseType::kTimestamp:
    case DatabaseType::kTimestampWithZone:
    case DatabaseType::kTime:
    case DatabaseType::kInterval:
    case DatabaseType::kOther:
      break;
  }
  return std::string{text};
}

}  // namespace source
