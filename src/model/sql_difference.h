#pragma once

#include <string_view>

#include "base/message.h"
#include "model/definition/sql_lexer.h"

namespace model {

/// What an author is told of a SQL text that two databases read differently: the line and the sign
/// where they part, and what both read alike.
[[nodiscard]] base::Message sql_difference(std::string_view sql, const SqlTokens& one,
                                           const SqlTokens& other);

/// Whether an error of a SQL text is such a difference.
[[nodiscard]] bool is_sql_difference(const base::Message& reason);

}  // namespace model
