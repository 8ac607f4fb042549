#pragma once

#include <string_view>

namespace model {

/// A name of a data model, source or organization: letters, digits, ".", "_" and "-", a letter or
/// digit first, at most 128.
[[nodiscard]] bool is_uid(std::string_view text);
/// The same in small letters, as data models and sources are named after their files.
[[nodiscard]] bool is_file_uid(std::string_view text);
/// A key of a parameter or column: "issuedOn"; at most 64.
[[nodiscard]] bool is_key(std::string_view text);
/// A column of the SQL's result: anything of one line, at most 128 bytes.
[[nodiscard]] bool is_result_column(std::string_view text);

}  // namespace model
