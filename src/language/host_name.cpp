#include "language/host_name.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <vector>

#include <arpa/inet.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "base/utf8.h"
#include "language/icu.h"
#include "language/text.h"

namespace language {
namespace {

using Text = std::optional<std::string>;

constexpr std::size_t kMaxName = 253;  // RFC 1035, 2.3.4, without the root's dot
constexpr std::size_t kMaxLabel = 63;  // the same
constexpr std::size_t kMaxWritten = 4'096;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

/// UTS 46, ToASCII.
Text international(std::string_view name) {
  UErrorCode code = U_ZERO_ERROR;
  static const std::unique_ptr<const icu::IDNA> kIdna{icu::IDNA::createUTS46Instance(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
          UIDNA_NONTRANSITIONAL_TO_UNICODE,
      code)};
  check_icu(code, "UTS 46");
  // Hosts may have hyphens anywhere. Lengths are checked later, where the root's dot is allowed.
  constexpr std::uint32_t kAllowed = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
                                     UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_EMPTY_LABEL |
                                     UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;
  std::string ascii;
  icu::StringByteSink<std::string> sink{&ascii};
  icu::IDNAInfo info;
  kIdna->nameToASCII_UTF8({name.data(), static_cast<std::int32_t>(name.size())}, sink, info, code);
  check_icu(code, "a host by UTS 46");
  return (info.getErrors() & ~kAllowed) == 0 ? Text{std::move(ascii)} : std::nullopt;
}

/// The name in ASCII, by UTS 46 where necessary. Its characters are checked later.
Text in_ascii(std::string_view written) {
  if (written.size() > kMaxWritten) return std::nullopt;
  const std::string name = base::to_lower(base::percent_decode(written));
  const bool is_ascii =
      std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii && name.find("xn--") == std::string::npos) return name;
  return base::is_utf8(name) ? international(name) : std::nullopt;
}

/// .NET's reader fails for labels that begin with "-" or "_". Which label fails depends on its
/// version and on whether there is a port.
bool is_label(std::string_view label) {
  const auto is_alphanumeric = [](char c) { return is_small_letter(c) || is_digit(c); };
  return !label.empty() && label.size() <= kMaxLabel && is_alphanumeric(label.front()) &&
         std::ranges::all_of(label,
                             [&](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

/// Browsers read such a name as an IPv4 address (WHATWG URL, "ends in a number").
bool ends_in_number(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  std::string_view last = dot == std::string_view::npos ? name : name.substr(dot + 1);
  const bool has_hex = last.starts_with("0x");
  if (has_hex) last.remove_prefix(2);
  return std::ranges::all_of(last, has_hex ? is_hex : is_digit);
}

bool is_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  const std::vector<std::string_view> labels = split(name, '.');
  return name.size() <= kMaxName && std::ranges::all_of(labels, is_label) && !ends_in_number(name);
}

bool is_address(int family, const std::string& text) {
  in6_addr address{};
  return text.find('\0') == std::string::npos && inet_pton(family, text.c_str(), &address) == 1;
}

}  // namespace

std::optional<std::string> parse_host_name(std::string_view written) {
  Text name = in_ascii(written);
  return name && is_name(*name) ? name : std::nullopt;
}

std::optional<std::string> parse_host(std::string_view written) {
  if (written.starts_with('[')) {
    if (!written.ends_with(']')) return std::nullopt;
    const std::string address = base::to_lower(written.substr(1, written.size() - 2));
    return is_address(AF_INET6, address) ? Text{"[" + address + "]"} : std::nullopt;
  }
  Text host = in_ascii(written);
  return host && (is_name(*host) || is_address(AF_INET, *host)) ? host : std::nullopt;
}

}  // namespace language
