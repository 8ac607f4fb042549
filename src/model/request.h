#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/language.h"
#include "model/reader/json_reader.h"

namespace model {

/// The only template that the contract defines; every request names it.
inline constexpr std::string_view kExcelAutoTemplate = "excel-auto";

/// The contract's `SubmitJob_Params`: of the shape that the API's schema requires, not yet checked
/// against a data model. Its JsonReaders refer to the JSON and the diagnostics that it was read
/// with.
struct Request {
  struct Parameter {
    std::string key;
    JsonReader item;
    JsonReader value;
  };

  std::string uid;
  language::Language language = language::Language::kEnglish;
  std::optional<std::string> organization_uid;
  std::vector<Parameter> parameters;
  std::optional<JsonReader> query;
};

/// Adds an error for each violation of the schema; with errors the result must not be used.
[[nodiscard]] Request read_request(const JsonReader& node);

}  // namespace model
