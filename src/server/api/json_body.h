#pragma once

#include <optional>

#include "json/value.h"
#include "language/language.h"
#include "server/http/request.h"

namespace server {

/// Throws Problem 415 unless the body is JSON in UTF-8, uncompressed, and 413 if it is too large.
void require_json(const Request& request);
/// The parsed body; null if it is empty. Throws Problem 400 if it is not JSON.
[[nodiscard]] json::Value parse_json_body(const Request& request);

/// The language that the body of a submit requests, even if the rest of it is invalid.
[[nodiscard]] std::optional<language::Language> requested_language(const json::Value& body);

}  // namespace server
