#pragma once

#include <memory>
#include <string_view>

#include "language/language.h"

namespace language {

/// A language's dictionary order of texts (CLDR's collation). Immutable. Thread-safe.
class Collator {
 public:
  explicit Collator(Language language);
  ~Collator();

  /// Negative, zero or positive as `a` sorts before, with or after `b`. The texts are well-formed
  /// UTF-8.
  [[nodiscard]] int compare(std::string_view a, std::string_view b) const;

 private:
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

}  // namespace language
