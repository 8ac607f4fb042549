#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/driver/session.h"

namespace app {

/// The columns of a table that name its rows to a reader.
struct ReferenceLabel {
  enum class Kind : std::uint8_t {
    kOne,
    kOfEachLanguage,  // English, Arabic
    kOfPerson,        // first name, last name
  };
  Kind kind = Kind::kOne;
  std::vector<std::string> columns;
  std::string word;  // "name", "title", "code"
};

/// Absent if no column of text looks like a label of the table's rows. `key` is the column that
/// other tables refer to.
[[nodiscard]] std::optional<ReferenceLabel> find_reference_label(
    const std::vector<source::ResultColumn>& columns, const std::string& key,
    std::string_view table);

/// What a foreign key is about: "customer" for "customer_id".
[[nodiscard]] std::string reference_subject(std::string_view column, std::string_view table);

/// The name of a label's result column: "customer_name" for "customer" and "name".
[[nodiscard]] std::string label_name(const std::string& subject, const std::string& word);

}  // namespace app
