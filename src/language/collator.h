#pragma once

#include <memory>
#include <string_view>

#include "language/language.h"

namespace language {

/// The order in which a dictionary of a language puts texts (CLDR's collation). Any thread.
class Collator {
 public:
  explicit Collator(Language language);
  ~Collator();

  /// Below, at or above zero, of well-formed UTF-8.
  [[nodiscard]] int compare(std::string_view a, std::string_view b) const;

 private:
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

}  // namespace language
