#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "model/definition/data_model.h"
#include "model/definition/sql_syntax.h"
#include "model/reader/json_reader.h"

namespace model {

/// How sources read SQL, by their names.
using SqlDialects = std::map<std::string, SqlDialect, std::less<>>;

/// A whole `models/<uid>.json`, without its SQL; that of its parameters is read where its source is
/// one of those. With errors the result is of no use.
[[nodiscard]] DataModel read_data_model(const JsonReader& node, std::string_view uid,
                                        const SqlDialects& dialects);

}  // namespace model
