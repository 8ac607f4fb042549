#include "server/http/head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "server/target.h"

namespace server {
namespace {

constexpr std::string_view kCrLf = "\r\n";

/// Thrown and caught in this file alone.
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
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return error == std::errc{} ? length : std::numeric_limits<std::uint64_t>::max();
}

void read_framing(Head& head) {
  const auto coding = head.fields.find("Transfer-Encoding");
  const auto length = head.fields.find("Content-Length");
  require(!coding || !length);
  if (coding) {
    require(equal_ignoring_case(*coding, "chunked"));
    head.is_chunked = true;
  }
  if (length) head.content_length = parse_length(*length);
  const auto expect = head.fields.find("Expect");
  head.expects_continue = expect && equal_ignoring_case(*expect, "100-continue");
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
  head.keep_alive = is_current && !(connection && equal_ignoring_case(*connection, "close"));
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
