#pragma once

#include <string_view>

namespace model {

/// A uid of a data model, source or organization: at most 128 letters, digits, ".", "_" and "-", of
/// which the first is a letter or digit.
[[nodiscard]] bool is_uid(std::string_view text);
/// The same in lower case, for data models and sources, whose uids are file names.
[[nodiscard]] bool is_file_uid(std::string_view text);
/// A key of a parameter or column, at most 64 letters and digits: "issuedOn".
[[nodiscard]] bool is_key(std::string_view text);
/// The name of a column of the SQL's result: any single line of at most 128 bytes.
[[nodiscard]] bool is_result_column(std::string_view text);

}  // namespace model
