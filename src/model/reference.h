#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace model {

/// A text that a catalogue file writes, or keeps elsewhere, as secrets are. A value; any thread.
class SecretRef {
 public:
  SecretRef() = default;
  explicit SecretRef(std::string text) : text_(std::move(text)) {}
  /// The text of a file, which is read anew each time, so that a password may be changed in it.
  [[nodiscard]] static SecretRef from_file(std::filesystem::path file);

  /// The text of an environment variable. Throws as text() does.
  [[nodiscard]] static SecretRef from_environment(std::string_view text);

  /// A text that is kept elsewhere comes without a byte order mark and without the line breaks at
  /// its end. Throws base::Error with a user message where its file cannot be read, where nothing
  /// is left of it, and where it is UTF-16.
  [[nodiscard]] std::string text() const;
  /// What tells it from others, without what stands in the file.
  [[nodiscard]] std::string identity() const { return file_.empty() ? text_ : file_.string(); }

 private:
  std::string text_;
  std::filesystem::path file_;
};

}  // namespace model
