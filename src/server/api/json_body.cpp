#include "server/api/json_body.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "json/parse.h"
#include "model/reader/json_reader.h"
#include "model/request_validator.h"
#include "server/api/problem.h"
#include "server/http/media_type.h"

namespace server {
namespace {

Problem unsupported(base::Message reason) {
  return {415, "UNSUPPORTED_MEDIA_TYPE", std::move(reason)};
}

/// RFC 8259, section 8.1, requires UTF-8. A body of ASCII characters is accepted under any charset.
void require_utf8(const MediaType& type, const std::string& body) {
  constexpr std::array<std::string_view, 3> kNames{"utf-8", "utf8", "us-ascii"};
  const auto other = std::ranges::find_if_not(type.charsets, [&](const std::string& charset) {
    return std::ranges::find(kNames, charset) != kNames.end();
  });
  const bool is_ascii = std::ranges::all_of(
      body, [](char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80; });
  if (other == type.charsets.end() || is_ascii) return;
  throw unsupported(base::Message{"server.not_utf8",
                                  {{"charset", model::abbreviated(base::sanitize_utf8(*other))}}});
}

}  // namespace

void require_json(const Request& request) {
  const auto type = MediaType::parse(request.headers.find("Content-Type").value_or(""));
  const auto coding = request.headers.find("Content-Encoding").value_or("identity");
  if (type.name != "application/json" || !base::equal_ignoring_case(coding, "identity")) {
    throw unsupported(
        base::Message{"server.not_json", {{"header", "Content-Type: application/json"}}});
  }
  require_utf8(type, request.body);
  if (request.error == RequestError::kBodyTooLarge) {
    throw Problem{413, "TOO_LARGE", base::Message{"server.body_too_large"}};
  }
}

json::Value parse_json_body(const Request& request) {
  if (request.body.empty()) return {};
  try {
    return json::parse(request.body);
  } catch (const base::Error& error) {
    const base::Message unreadable{"server.unreadable_body"};
    throw Problem{400,
                  std::string{model::name(model::ErrorCode::kInvalidDataModelParameter)},
                  unreadable,
                  {{"", error.user_message().value_or(unreadable)}}};
  }
}

std::optional<language::Language> requested_language(const json::Value& body) {
  const json::Value* params = body.find("params");
  const json::Value* lang = params == nullptr ? nullptr : params->find("lang");
  const std::string* code = lang == nullptr ? nullptr : lang->string();
  return code == nullptr ? std::nullopt : language::parse_language(*code);
}

}  // namespace server
