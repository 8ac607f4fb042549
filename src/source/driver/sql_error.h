#pragma once

#include <string>
#include <string_view>

namespace source {

/// What a database says of a fault, as one line for the log: the SQLSTATE and its words, without
/// the values that the words of a data exception quote.
[[nodiscard]] std::string format_sql_error(std::string_view state, std::string_view words);

/// Whether the fault is of a connection that was lost or could not be had (class 08 of SQL's
/// standard; 57P, where PostgreSQL ends a session).
[[nodiscard]] bool is_connection_error(std::string_view state);

/// Whether a transaction was given up for the sake of another one (class 40).
[[nodiscard]] bool is_rollback_error(std::string_view state);

}  // namespace source
