#pragma once

#include <filesystem>
#include <string>

namespace model {

/// A text that a catalogue file writes, or keeps elsewhere, as secrets are. A value; any thread.
class Reference {
 public:
  Reference() = default;
  explicit Reference(std::string text) : text_(std::move(text)) {}
  /// The text of a file, which is read anew each time, so that a password may be changed in it.
  [[nodiscard]] static Reference to_file(std::filesystem::path file);

  /// Throws base::Error where the file cannot be read. The last line breaks of a file go.
  [[nodiscard]] std::string text() const;
  /// What tells it from others, without what stands in the file.
  [[nodiscard]] std::string identity() const { return file_.empty() ? text_ : file_.string(); }

 private:
  std::string text_;
  std::filesystem::path file_;
};

}  // namespace model
