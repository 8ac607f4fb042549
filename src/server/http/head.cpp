#include "server/http/head.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "base/parse_integer.h"

namespace server {
namespace {

/// The target of a request line (RFC 9112, section 3.2), the same for all forms it may be sent in.
struct Target {
  std::string path;       // and query, from "/" on, without encoded CR, LF or NUL; or "*"
  std::string authority;  // of the absolute form, replaces Host; else empty
};

/// Whether it is a value of a Host header: `uri-host [ ":" port ]` (RFC 9110, section 7.2), or
/// empty.
bool is_host(std::string_view text);

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether all characters are of `reg-name` (RFC 3986, section 3.2.2) or `more`.
bool is_name(std::string_view host, std::string_view more = {}) {
  static constexpr std::string_view kSymbols = "-._~!$&'()*+,;=";
  for (std::size_t i = 0; i < host.size(); ++i) {
    const char c = host[i];
    if (base::is_alphanumeric(c) || kSymbols.find(c) != std::string_view::npos) continue;
    if (more.find(c) != std::string_view::npos) continue;
    if (c != '%' || i + 2 >= host.size() || !base::is_hex_digit(host[i + 1]) ||
        !base::is_hex_digit(host[i + 2])) {
      return false;
    }
    i += 2;
  }
  return true;
}

/// Removes scheme and authority of the absolute form; absent if the authority is missing or
/// invalid.
std::optional<std::string_view> consume_authority(std::string_view& text) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!base::equal_ignoring_case(text.substr(0, scheme.size()), scheme)) continue;
    text.remove_prefix(scheme.size());
    const std::string_view authority = text.substr(0, text.find_first_of("/?#"));
    text.remove_prefix(authority.size());
    const bool is_empty = authority.empty() || authority.front() == ':';
    return is_empty || !is_host(authority) ? std::nullopt : std::optional{authority};
  }
  return std::nullopt;
}

/// Whether a segment of the path is "..", encoded or not.
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

/// cpp-httplib rejects a second '?'.
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

/// Absent for what an origin server does not serve: an authority (as in CONNECT), a URI of another
/// scheme, user information, "*" with a method other than OPTIONS, a path with "..".
std::optional<Target> parse_target(std::string_view text, std::string_view method) {
  const bool is_options = method == "OPTIONS";
  if (text == "*" && is_options) return Target{"*", ""};
  Target target;
  if (!text.starts_with('/')) {
    const auto authority = consume_authority(text);
    if (!authority) return std::nullopt;
    target.authority = *authority;
    // RFC 9112, section 3.2.4: OPTIONS without a path applies to the whole server.
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

constexpr std::string_view kCrLf = "\r\n";

/// Thrown and caught in this file only.
struct Malformed {};

void require(bool holds) {
  if (!holds) throw Malformed{};
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find(kCrLf);
    require(end != std::string_view::npos);
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + kCrLf.size());
  }
  require(lines.size() >= 2 && lines.back().empty());
  lines.pop_back();
  return lines;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kWhitespace = " \t";
  const std::size_t begin = text.find_first_not_of(kWhitespace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhitespace) - begin + 1);
}

std::string_view parse_request_line(std::string_view line, Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  require(first != std::string_view::npos && first < last);
  require(is_token(line.substr(0, first)));
  head.method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  require(version == "HTTP/1.1" || version == "HTTP/1.0");
  auto target = parse_target(line.substr(first + 1, last - first - 1), head.method);
  require(target.has_value());
  head.target = std::move(target->path);
  head.authority = std::move(target->authority);
  return version;
}

void parse_field(std::string_view line, Fields& fields) {
  const std::size_t colon = line.find(':');
  require(colon != std::string_view::npos);
  try {
    fields.add(std::string{line.substr(0, colon)}, std::string{trim(line.substr(colon + 1))});
  } catch (const base::Error&) {
    throw Malformed{};
  }
}

std::uint64_t parse_length(std::string_view text) {
  require(!text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }));
  constexpr auto kMaxLength = std::numeric_limits<std::uint64_t>::max();
  return base::parse_integer<std::uint64_t>(text).value_or(kMaxLength);
}

void read_framing(Head& head) {
  const auto coding = head.fields.find("Transfer-Encoding");
  const auto length = head.fields.find("Content-Length");
  require(!coding || !length);
  if (coding) {
    require(base::equal_ignoring_case(*coding, "chunked"));
    head.is_chunked = true;
  }
  if (length) head.content_length = parse_length(*length);
  const auto expect = head.fields.find("Expect");
  head.expects_continue = expect && base::equal_ignoring_case(*expect, "100-continue");
}

Head parse(const std::vector<std::string_view>& lines) {
  Head head;
  const bool is_current = parse_request_line(lines.front(), head) == "HTTP/1.1";
  for (auto line = lines.begin() + 1; line != lines.end(); ++line) parse_field(*line, head.fields);

  constexpr std::array kSingle = {"Host",
                                  "Content-Length",
                                  "Transfer-Encoding",
                                  "Content-Type",
                                  "Content-Encoding",
                                  "api-key",
                                  "organization-id",
                                  "Expect"};
  for (const char* name : kSingle) require(head.fields.count(name) <= 1);
  require(!is_current || head.fields.find("Host"));
  require(is_host(head.fields.find("Host").value_or("")));
  if (!head.authority.empty()) head.fields.set("Host", head.authority);
  read_framing(head);
  require(is_current || !head.is_chunked);
  const auto connection = head.fields.find("Connection");
  head.keep_alive = is_current && !(connection && base::equal_ignoring_case(*connection, "close"));
  return head;
}

}  // namespace

std::variant<Head, RequestError> parse_head(std::string_view text, const Limits& limits) {
  if (text.size() > limits.head) return RequestError::kHeadTooLarge;
  try {
    const std::vector<std::string_view> lines = split_lines(text);
    if (lines.size() - 1 > limits.head_lines) return RequestError::kHeadTooLarge;
    Head head = parse(lines);
    if (head.target.size() > limits.target) return RequestError::kMalformed;
    return head;
  } catch (const Malformed&) {
    return RequestError::kMalformed;
  }
}

}  // namespace server
