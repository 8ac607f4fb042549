#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace model {

/// A data model's SQL in pieces: text that goes to the source as it stands, names to bind, and
/// optional sections. Names in literals, quoted identifiers and comments, and after `::`, are text.
/// A value.
class SqlTemplate {
 public:
  struct Text {
    std::string sql;  // a comment is a blank
  };
  /// `:name`. As a list, alone in the parentheses of an IN, it becomes as many placeholders as it
  /// has values.
  struct Name {
    std::string name;  // "status", "period_from", "organization_uid"
    bool is_list = false;
  };
  /// `[[ ... ]]`: left out where a name in it has no value. Sections do not nest.
  struct Section {
    std::vector<std::variant<Text, Name>> pieces;
  };
  using Piece = std::variant<Text, Name, Section>;

  /// Where a name is bound, all its places together.
  struct Use {
    std::size_t line = 1;          // of the first place
    bool outside_section = false;  // at least once
    bool outside_list = false;     // at least once
    bool in_section = false;       // at least once
  };

  SqlTemplate() = default;
  /// Throws base::Error, whose phrase says the line and what to do, where a literal, an
  /// identifier, a comment or a section does not end, where sections nest or hold no name, where
  /// nothing but comments is there, or where a second statement follows. One `;` at the end goes.
  explicit SqlTemplate(std::string_view sql);

  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  [[nodiscard]] const std::map<std::string, Use, std::less<>>& names() const { return names_; }

 private:
  std::vector<Piece> pieces_;
  std::map<std::string, Use, std::less<>> names_;
};

}  // namespace model
