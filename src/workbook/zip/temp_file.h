#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string_view>

namespace workbook {

/// How large a file may become that may become as large as it will.
inline constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// Throws base::SizeLimitExceeded, with words for people, where a file has more than `max_bytes`
/// bytes.
void check_size_limit(std::uint64_t bytes, std::uint64_t max_bytes);

/// A temporary file that has no name from the start, so that nothing is left of it whatever
/// happens. One thread at a time.
class TempFile {
 public:
  /// It takes `max_bytes` bytes, and throws base::SizeLimitExceeded instead of more.
  explicit TempFile(const std::filesystem::path& directory, std::uint64_t max_bytes = kNoLimit);
  ~TempFile();
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  /// Where some of its bytes lie.
  struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  Extent append(std::string_view bytes);
  /// Hands out the bytes of an extent, from the first on, in pieces.
  void read(const Extent& extent, const std::function<void(std::string_view)>& sink) const;

 private:
  int descriptor_;
  const std::uint64_t max_bytes_;
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
