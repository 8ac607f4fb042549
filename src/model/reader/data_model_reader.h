#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "model/definition/data_model.h"
#include "model/definition/sql_syntax.h"
#include "model/reader/json_reader.h"

namespace model {

/// The SQL dialects of sources, by the sources' names.
using SqlDialects = std::map<std::string, SqlDialect, std::less<>>;

/// Reads `models/<uid>.json` without its `.sql`. The SQL of its parameters' lookups is read if
/// `dialects` has its source. With errors the result must not be used.
[[nodiscard]] DataModel read_data_model(const JsonReader& node, std::string_view uid,
                                        const SqlDialects& dialects);

}  // namespace model
