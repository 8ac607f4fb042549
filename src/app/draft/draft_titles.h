#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"
#include "language/language.h"

namespace app {

[[nodiscard]] json::Value localized_json(const language::Localized& text);

/// The titles that a draft has in Arabic.
struct TitleCounts {
  int guessed = 0;                         // by translation
  std::vector<std::string> in_latin = {};  // names without one
};

/// Generates the titles of a draft's columns, each one unique in its language.
class DraftTitles {
 public:
  explicit DraftTitles(bool is_of_people) : is_of_people_(is_of_people) {}

  [[nodiscard]] json::Value table_title(std::string_view name);
  [[nodiscard]] json::Value column_title(std::string_view name);
  [[nodiscard]] const TitleCounts& counts() const { return counts_; }

 private:
  void count(std::string_view name, const language::Localized& title);

  const bool is_of_people_;
  std::set<std::string> english_;
  std::set<std::string> arabic_;
  TitleCounts counts_;
};

}  // namespace app
