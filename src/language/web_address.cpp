#include "language/web_address.h"

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"
#include "base/parse_integer.h"
#include "base/percent_encoding.h"
#include "base/utf8.h"
#include "language/host_name.h"
#include "language/icu.h"
#include "language/mail_address.h"
#include "language/text.h"

namespace language {
namespace {

using Text = std::optional<std::string>;

// Characters allowed by RFC 3986, section 3, besides letters, digits and percent-encoded bytes.
constexpr std::string_view kUser = "-._~!$&'()*+,;=:";
constexpr std::string_view kPath = "-._~!$&'()*+,;=:@/";
constexpr std::string_view kQuery = "-._~!$&'()*+,;=:@/?";

/// The text without invisible characters at its ends.
std::string_view trimmed(std::string_view text) {
  for (std::string_view rest = text; !rest.empty(); text = rest) {
    static_cast<void>(next_character(rest));
    if (!is_invisible(text.substr(0, text.size() - rest.size()))) break;
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80) --last;
    if (!is_invisible(text.substr(last))) break;
    text = text.substr(0, last);
  }
  return text;
}

bool consume_scheme(std::string_view& text, std::string_view scheme) {
  if (!base::equal_ignoring_case(text.substr(0, scheme.size()), scheme)) return false;
  text.remove_prefix(scheme.size());
  return true;
}

/// ":8080"; empty where the address has no port.
Text parse_port(std::string_view digits) {
  if (digits.empty()) return "";
  const auto port = base::parse_integer<std::uint16_t>(digits);
  return port ? Text{":" + std::to_string(*port)} : std::nullopt;
}

/// "user@host:8080"
Text parse_authority(std::string_view text) {
  std::string user;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    user = text.substr(0, at);
    if (base::complete_percent_encoding(user, kUser) != user) return std::nullopt;
    if (!user.empty()) user += '@';
    text.remove_prefix(at + 1);
  }
  const std::size_t colon = text.find(':', text.starts_with('[') ? text.find(']') : 0);
  const Text host = parse_host(text.substr(0, colon));
  const Text port = colon == std::string_view::npos ? Text{""} : parse_port(text.substr(colon + 1));
  return host && port ? Text{user + *host + *port} : std::nullopt;
}

/// What follows "https://".
std::optional<WebAddress> parse_web(std::string_view text) {
  const std::size_t mark = std::min(text.find('#'), text.size());
  const std::string_view fragment = text.substr(std::min(mark + 1, text.size()));
  text = text.substr(0, mark);
  const std::size_t question = std::min(text.find('?'), text.size());
  const std::string_view query = text.substr(question);
  text = text.substr(0, question);
  const std::string_view path = text.substr(std::min(text.find('/'), text.size()));
  const Text authority = parse_authority(text.substr(0, text.size() - path.size()));
  if (!authority) return std::nullopt;
  std::string address = *authority + base::complete_percent_encoding(path, kPath);
  return WebAddress{address + base::complete_percent_encoding(query, kQuery),
                    base::complete_percent_encoding(fragment, kQuery)};
}

}  // namespace

std::optional<WebAddress> parse_web_address(std::string_view text) {
  if (!base::is_utf8(text)) return std::nullopt;
  const std::string shown = without_bidi_controls(trimmed(text));
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::ranges::any_of(shown, is_control)) return std::nullopt;
  for (const std::string_view scheme : {"https://", "http://"}) {
    std::string_view rest = shown;
    if (!consume_scheme(rest, scheme)) continue;
    auto address = parse_web(rest);
    if (address) address->address.insert(0, scheme);
    return address;
  }
  std::string_view rest = shown;
  const Text mailto = consume_scheme(rest, "mailto:") ? parse_mailto(rest) : std::nullopt;
  return mailto ? std::optional{WebAddress{"mailto:" + *mailto, {}}} : std::nullopt;
}

}  // namespace language
