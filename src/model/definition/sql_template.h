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

/// A data model's SQL in pieces: text that goes to the source as it stands, names to bind, and
/// optional sections. Names in literals, quoted identifiers and comments, and after `::`, are text.
/// A value.
class SqlTemplate {
 public:
  /// Of comments it has the optimizer's hints (`/*+ ... */`) and what no driver can misread;
  /// others are blanks and line feeds, so that its lines are those of the author. Nor does it have
  /// quotes behind a backslash, where a driver reads it.
  struct Text {
    std::string sql;

    bool operator==(const Text&) const = default;
  };
  /// `:name`. As a list, alone in the parentheses of an IN, it becomes as many placeholders as it
  /// has values.
  struct Placeholder {
    std::string name;  // "status", "period_from", "organization_uid"
    bool is_list = false;
    bool is_null_test = false;  // "IS" follows: it is held against NULL

    bool operator==(const Placeholder&) const = default;
  };
  /// `[[ ... ]]`: left out where a name in it has no value. Sections do not nest.
  struct OptionalSection {
    std::vector<std::variant<Text, Placeholder>> pieces;

    bool operator==(const OptionalSection&) const = default;
  };
  using Piece = std::variant<Text, Placeholder, OptionalSection>;

  /// Where a name is bound, all its places together.
  struct Usage {
    std::size_t line = 1;          // of the first place
    bool outside_section = false;  // at least once
    bool outside_list = false;     // at least once
    bool in_section = false;       // at least once
  };

  SqlTemplate() = default;
  /// Throws base::Error, whose message says the line and what to do, where a literal, an
  /// identifier, a comment or a section does not end, where sections nest or hold no name, where
  /// nothing but comments is there, where a second statement follows, or where the dialect may be
  /// one of several that read it differently. One `;` at the end goes.
  SqlTemplate(std::string_view sql, SqlDialect dialect);

  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  [[nodiscard]] const std::map<std::string, Usage, std::less<>>& placeholders() const {
    return placeholders_;
  }
  /// The settings with which a server reads it otherwise (SqlReadings::by_setting).
  [[nodiscard]] const std::vector<std::string_view>& settings() const { return settings_; }

 private:
  std::vector<Piece> pieces_;
  std::map<std::string, Usage, std::less<>> placeholders_;
  std::vector<std::string_view> settings_;
};

/// Whether an error of SqlTemplate's constructor says that databases read the text differently.
[[nodiscard]] bool is_sql_difference(const base::Message& reason);

}  // namespace model
