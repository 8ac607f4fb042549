#pragma once

#include <string>
#include <string_view>

namespace source {

/// A database error as one line for the log: the SQLSTATE and the text, without the values that a
/// data exception quotes.
[[nodiscard]] std::string format_sql_error(std::string_view state, std::string_view words);

/// Whether the connection was lost or could not be made: class 08 of the SQL standard, or 57P,
/// where PostgreSQL ends a session.
[[nodiscard]] bool is_connection_error(std::string_view state);

/// Whether the transaction was rolled back because of another one (class 40).
[[nodiscard]] bool is_rollback_error(std::string_view state);

}  // namespace source
