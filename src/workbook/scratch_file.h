#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace workbook {

/// A temporary file that has no name from the start, so that nothing is left of it whatever
/// happens. One thread.
class ScratchFile {
 public:
  explicit ScratchFile(const std::filesystem::path& directory);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  void append(std::string_view bytes);
  /// Hands out all bytes, from the first on, in pieces.
  void read(const std::function<void(std::string_view)>& sink) const;
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// Writes all of it, or throws base::Error that names `subject`.
void write_all(int descriptor, std::string_view bytes, const std::string& subject);

/// A path in `directory` that nobody can guess.
[[nodiscard]] std::filesystem::path random_path(const std::filesystem::path& directory,
                                                std::string_view prefix);
/// Makes an empty file of mode 0600 that did not exist; the descriptor is the caller's.
[[nodiscard]] int create_file(const std::filesystem::path& file);

}  // namespace workbook
