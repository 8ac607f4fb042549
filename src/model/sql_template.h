#pragma once

#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace model {

/// A data model's SQL in pieces: text that goes to the source as it stands, names to bind, and
/// optional sections. Names in literals, quoted identifiers and comments, and after `::`, are text.
/// A value; its views point into nothing but itself.
class SqlTemplate {
 public:
  struct Text {
    std::string sql;  // comments are gone
  };
  /// `:name`, or `IN (:name)`, where a list becomes as many placeholders as it has values.
  struct Name {
    std::string name;      // "status", "period_from", "organization_uid"
    bool is_list = false;  // stands alone in the parentheses of an IN, or of a function that takes
                           // what a list expands to
  };
  struct Section;
  using Piece = std::variant<Text, Name, Section>;
  /// `[[ ... ]]`: left out where a name in it has no value. Sections do not nest.
  struct Section {
    std::vector<std::variant<Text, Name>> pieces;
  };

  SqlTemplate() = default;
  /// Throws base::Error, whose phrase says the line and what to do, where a literal, an
  /// identifier, a comment or a section does not end, where sections nest, where nothing but
  /// comments is there, or where a second statement follows.
  explicit SqlTemplate(std::string_view sql);

  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  /// Each name that is bound somewhere, and those that stand outside of sections.
  [[nodiscard]] const std::set<std::string, std::less<>>& names() const { return names_; }
  [[nodiscard]] bool is_always_bound(std::string_view name) const;

 private:
  std::vector<Piece> pieces_;
  std::set<std::string, std::less<>> names_;
  std::set<std::string, std::less<>> always_;
};

}  // namespace model
