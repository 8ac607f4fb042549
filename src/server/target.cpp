#include "server/target.h"

#include <algorithm>

#include "server/http/fields.h"

namespace server {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Characters of `reg-name` (RFC 3986, section 3.2.2) and of `more`.
bool is_name(std::string_view host, std::string_view more = {}) {
  static constexpr std::string_view kSymbols = "-._~!$&'()*+,;=";
  for (std::size_t i = 0; i < host.size(); ++i) {
    const char c = host[i];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter || is_digit(c) || kSymbols.find(c) != std::string_view::npos) continue;
    if (more.find(c) != std::string_view::npos) continue;
    if (c != '%' || i + 2 >= host.size() || !is_hex(host[i + 1]) || !is_hex(host[i + 2])) {
      return false;
    }
    i += 2;
  }
  return true;
}

/// Takes scheme and authority off the absolute form; absent where there is none, or a bad one.
std::optional<std::string_view> consume_authority(std::string_view& text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!equal_ignoring_case(text.substr(0, scheme.size()), scheme)) continue;
    text.remove_prefix(scheme.size());
    const std::string_view authority = text.substr(0, text.find_first_of("/?#"));
    text.remove_prefix(authority.size());
    const bool is_empty = authority.empty() || authority.front() == ':';
    return is_empty || !is_host(authority) ? std::nullopt : std::optional{authority};
  }
  return std::nullopt;
}

/// Whether a segment of the path is "..", however it is written.
bool has_parent_segment(std::string_view path) {
  std::string plain{path};
  for (const std::string_view dot : {"%2e", "%2E"}) {
    for (std::size_t at = plain.find(dot); at != std::string::npos; at = plain.find(dot, at)) {
      plain.replace(at, dot.size(), ".");
    }
  }
  return plain.ends_with("/..") || plain.find("/../") != std::string::npos;
}

bool is_valid_path(std::string_view path) {
  const bool is_plain =
      std::ranges::all_of(path, [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  if (!is_plain || has_parent_segment(path.substr(0, path.find('?')))) return false;
  for (const std::string_view code : {"%0d", "%0D", "%0a", "%0A", "%00"}) {
    if (path.find(code) != std::string_view::npos) return false;
  }
  return true;
}

/// As cpp-httplib can split it: it takes a second '?' for an error.
std::string encode_later_question_marks(std::string_view path) {
  std::string result;
  bool in_query = false;
  for (const char c : path) {
    if (c == '?' && in_query) {
      result += "%3F";
    } else {
      in_query = in_query || c == '?';
      result += c;
    }
  }
  return result;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text, std::string_view method) {
  const bool is_options = method == "OPTIONS";
  if (text == "*" && is_options) return Target{"*", ""};
  Target target;
  if (!text.starts_with('/')) {
    const auto authority = consume_authority(text);
    if (!authority) return std::nullopt;
    target.authority = *authority;
    // RFC 9112, section 3.2.4: without a path OPTIONS is of the server.
    if (text.empty() && is_options) return Target{"*", std::move(target.authority)};
    if (!text.starts_with('/')) target.path = "/";
  }
  if (!is_valid_path(text)) return std::nullopt;
  target.path += encode_later_question_marks(text);
  return target;
}

bool is_host(std::string_view text) {
  const bool is_literal = text.starts_with('[');
  const std::size_t bracket = is_literal ? text.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  const std::size_t colon = std::min(text.find(':', bracket), text.size());
  const std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(std::min(colon + 1, text.size()));
  if (!std::ranges::all_of(port, is_digit)) return false;
  if (!is_literal) return is_name(host);
  return bracket > 1 && host.size() == bracket + 1 && is_name(host.substr(1, bracket - 1), ":");
}

}  // namespace server
