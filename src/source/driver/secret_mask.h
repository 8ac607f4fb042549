#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/definition/source_definition.h"

namespace source {

/// Hides the secrets of a source's connection in the errors of its driver. In a connection string
/// that is malformed, any part may be the password, and drivers quote the part that they cannot
/// read: unless a string has one reading, nothing of an error is shown. A value. Thread-safe.
class SecretMask {
 public:
  /// Reads the secrets of the definition. Where one cannot be read, apply() hides all.
  explicit SecretMask(const model::SourceDefinition& definition);

  /// The text with "***" instead of what may be secret.
  [[nodiscard]] std::string apply(std::string_view text) const;

 private:
  struct Syntax;
  // These return false unless the text has one reading.
  [[nodiscard]] bool add(model::SourceKind kind, const model::SourceOption& option, bool is_first);
  [[nodiscard]] bool add_pairs(std::string_view text, const Syntax& syntax);
  [[nodiscard]] bool add_uri(std::string_view uri);
  [[nodiscard]] bool add_member(std::string_view name, std::string_view value);
  void add_secret(std::string_view text);

  std::vector<std::string> secrets_;
  bool hides_all_ = false;
};

}  // namespace source
