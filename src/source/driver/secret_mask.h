#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/definition/source_definition.h"

namespace source {

/// Hides the secrets of a source's connection in the errors of its driver. Drivers quote the part
/// of a connection string that they cannot read, and in a malformed string any part may be the
/// password. Host, port, database and user stay readable where they are plain names of a string
/// that has one reading. A value. Thread-safe.
class SecretMask {
 public:
  /// Reads the secrets of the definition. Where one cannot be read, apply() hides all.
  explicit SecretMask(const model::SourceDefinition& definition);

  /// The text with "***" instead of what may be secret.
  [[nodiscard]] std::string apply(std::string_view text) const;

 private:
  void add(model::SourceKind kind, const model::SourceOption& option, bool is_first);
  void add_uri(std::string_view uri);
  void add_pairs(std::string_view text, char separator);
  void add_member(std::string_view name, std::string_view value);
  void add_secret(std::string_view text);
  void allow(std::string_view value);
  [[nodiscard]] bool is_allowed(std::string_view text) const;
  [[nodiscard]] bool reveals(std::string_view text, bool is_quoted) const;
  [[nodiscard]] std::string without_whole_secrets(std::string_view text) const;

  std::vector<std::string> secrets_;  // whole values
  std::vector<std::string> pieces_;   // of the secrets, between separators
  std::vector<std::string> allowed_;  // host, port, database and user
  bool hides_all_ = false;
};

}  // namespace source
