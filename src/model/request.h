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

/// The contract's `SubmitJob_Params`, with the shape that its schema asks for and nothing checked
/// against a data model. Its nodes view the JSON and the diagnostics it was read from.
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

/// With errors, of which each is one of the schema, the result is of no use.
[[nodiscard]] Request read_request(const JsonReader& node);

}  // namespace model
