#pragma once

#include <string_view>

namespace model {

/// A preposition in names of columns. "of" and "and" have rules of their own.
struct Preposition {
  std::string_view english;
  std::string_view arabic;  // with a space before it if it is joined with the next word
  bool may_begin = true;    // a title: "from warehouse"
};

/// Null for other words.
[[nodiscard]] const Preposition* find_preposition(std::string_view english);

}  // namespace model
