#include "language/mail_address.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <unicode/uchar.h>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "base/utf8.h"
#include "language/host_name.h"
#include "language/icu.h"
#include "language/text.h"

namespace language {
namespace {

using Text = std::optional<std::string>;

constexpr std::size_t kMaxLocal = 64;                        // RFC 5321, 4.5.3.1.1
constexpr std::size_t kMaxAddress = 254;                     // RFC 5321, 4.5.3.1.3, without "<>"
constexpr std::string_view kAtext = "!#$%&'*+-/=?^_`{|}~";   // RFC 5322, 3.2.3
constexpr std::string_view kHeaderText = "-._~!$'()*+,;:@";  // RFC 6068, 2: qchar
constexpr std::string_view kLocal = "-._~!$'*+";             // not percent-encoded
constexpr std::string_view kEncodedPercent = "%25";

/// RFC 5322, 3.2.3, with the letters of RFC 6531, but no invisible characters.
bool is_dot_atom(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  while (!text.empty()) {
    const UChar32 c = next_character(text);
    const bool is_fit =
        c < 0x80 ? u_isalnum(c) != 0 || c == '.' ||
                       kAtext.find(static_cast<char>(c)) != std::string_view::npos
                 : u_isgraph(c) != 0 && !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
    if (!is_fit) return false;
  }
  return true;
}

/// RFC 5322, 3.2.4.
bool is_quoted_string(std::string_view text) {
  if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') return false;
    if (text[i] == '\\' && ++i == text.size()) return false;
  }
  return true;
}

/// RFC 5321, 4.1.2: no underscore, no hyphen at an edge, no dot at the end.
Text parse_domain(std::string_view written) {
  Text name = parse_host_name(written);
  const auto is_fit = [](std::string_view label) {
    return !label.empty() && !label.starts_with('-') && !label.ends_with('-') &&
           label.find('_') == std::string_view::npos;
  };
  return name && std::ranges::all_of(split(*name, '.'), is_fit) ? name : std::nullopt;
}

struct Address {
  std::string local;  // percent-encoded
  std::string domain;
};

std::optional<Address> parse_address(std::string_view written) {
  const std::string text = base::percent_decode(written);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  const std::size_t at = text.rfind('@');
  if (at == std::string::npos || !base::is_utf8(text) || std::ranges::any_of(text, is_control)) {
    return std::nullopt;
  }
  std::string local = text.substr(0, at);
  const Text domain = parse_domain(std::string_view{text}.substr(at + 1));
  if (!domain || local.size() > kMaxLocal || at + 1 + domain->size() > kMaxAddress) {
    return std::nullopt;
  }
  if (!is_dot_atom(local) && !is_quoted_string(local)) return std::nullopt;
  // Here "%" is an ordinary character, whatever follows.
  for (std::size_t i = local.find('%'); i != std::string::npos; i = local.find('%', i + 1)) {
    local.replace(i, 1, kEncodedPercent);
  }
  return Address{base::complete_percent_encoding(local, kLocal), *domain};
}

/// "a@x.example,b@y.example". The "@" of all but the last address is written as `at`.
Text parse_addresses(std::string_view written, std::string_view at) {
  const std::vector<std::string_view> parts = split(written, ',');
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto address = parse_address(parts[i]);
    if (!address) return std::nullopt;
    const bool is_last = i + 1 == parts.size();
    text.append(address->local).append(is_last ? "@" : at).append(address->domain);
    if (!is_last) text += ',';
  }
  return text;
}

/// "subject=Report"
Text parse_header(std::string_view written) {
  const std::size_t sign = written.find('=');
  if (sign == std::string_view::npos || sign == 0) return std::nullopt;
  const std::string name = base::complete_percent_encoding(written.substr(0, sign), kHeaderText);
  const std::string_view value = written.substr(sign + 1);
  const bool is_to = base::equal_ignoring_case(name, "to");
  const Text safe =
      is_to ? parse_addresses(value, "@") : base::complete_percent_encoding(value, kHeaderText);
  return safe ? Text{name + "=" + *safe} : std::nullopt;
}

}  // namespace

std::optional<std::string> parse_mailto(std::string_view written) {
  // A fragment has no meaning in a mailto address, and "mailto://" is a mistake.
  if (written.starts_with("//") || written.find('#') != std::string_view::npos) return std::nullopt;
  const std::size_t mark = written.find('?');
  const std::string_view to = written.substr(0, mark);
  if (to.empty() && mark == std::string_view::npos) return std::nullopt;
  // .NET's reader takes all after the first "@" for a host, and refuses a comma in it.
  const Text addresses = to.empty() ? Text{""} : parse_addresses(to, "%40");
  if (!addresses || mark == std::string_view::npos) return addresses;
  std::string text = *addresses;
  char before = '?';
  for (const std::string_view part : split(written.substr(mark + 1), '&')) {
    const Text header = parse_header(part);
    if (!header) return std::nullopt;
    text += std::exchange(before, '&') + *header;
  }
  return text;
}

}  // namespace language
