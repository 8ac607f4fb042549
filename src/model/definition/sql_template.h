#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/message.h"
#include "model/definition/sql_syntax.h"

namespace model {

/// A data model's SQL in pieces: text that is sent to the source unchanged, placeholders to bind,
/// and optional sections. `:name` in literals, quoted identifiers and comments, and `::name`, are
/// text. A value.
class SqlTemplate {
 public:
  /// Comments are kept if they are hints (`/*+ ... */`) or if no driver can misread them. Others
  /// become a space and their line feeds, so that line numbers stay. If a driver reads the SQL,
  /// quotes that follow a backslash are doubled instead.
  struct Text {
    std::string sql;

    bool operator==(const Text&) const = default;
  };
  /// `:name`. If it is a list, which is written as `IN (:name)`, it becomes one placeholder for
  /// each value.
  struct Placeholder {
    std::string name;  // "status", "period_from", "organization_uid"
    bool is_list = false;
    bool is_null_test = false;  // "IS" follows: it is compared with NULL

    bool operator==(const Placeholder&) const = default;
  };
  /// `[[ ... ]]`: left out if a name in it has no value. Sections do not nest.
  struct OptionalSection {
    std::vector<std::variant<Text, Placeholder>> pieces;

    bool operator==(const OptionalSection&) const = default;
  };
  using Piece = std::variant<Text, Placeholder, OptionalSection>;

  /// How the SQL uses a name, over all its uses.
  struct Usage {
    std::size_t line = 1;          // of the first use
    bool outside_section = false;  // at least once
    bool outside_list = false;     // at least once
    bool in_section = false;       // at least once
  };

  SqlTemplate() = default;
  /// Throws base::Error, whose message has the line and the remedy, if a literal, an identifier, a
  /// comment or a section does not end, if sections nest or contain no name, if there are only
  /// comments, if a second statement follows, or if databases of the dialect read the SQL
  /// differently. One `;` at the end is removed.
  SqlTemplate(std::string_view sql, SqlDialect dialect);

  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  [[nodiscard]] const std::map<std::string, Usage, std::less<>>& placeholders() const {
    return placeholders_;
  }
  /// The server settings with which it would be read differently (SqlReadings::by_setting).
  [[nodiscard]] const std::vector<std::string_view>& settings() const { return settings_; }

 private:
  std::vector<Piece> pieces_;
  std::map<std::string, Usage, std::less<>> placeholders_;
  std::vector<std::string_view> settings_;
};

/// Whether an error of SqlTemplate's constructor says that databases read the text differently.
[[nodiscard]] bool is_sql_difference(const base::Message& reason);

}  // namespace model
