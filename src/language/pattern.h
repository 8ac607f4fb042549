#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace language {

/// A regular expression in the syntax that ECMAScript and ICU share, matched against whole texts
/// with limits of time and stack. Immutable. Thread-safe.
class Pattern {
 public:
  /// Throws base::Error with a user message where the expression does not compile or is longer than
  /// 1,000 bytes.
  explicit Pattern(std::string_view expression);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  [[nodiscard]] const std::string& expression() const { return expression_; }
  /// Whether the whole text matches. Also false where the match would take too long.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  struct Compiled;

  std::string expression_;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace language
