#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string_view>

namespace workbook {

/// The size limit of a file that has none.
inline constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// Throws base::SizeLimitExceeded, with a message for users, if `bytes` is more than `max_bytes`.
void check_size_limit(std::uint64_t bytes, std::uint64_t max_bytes);

/// A temporary file without a name, so that nothing remains of it whatever happens. Not
/// thread-safe.
class TempFile {
 public:
  /// Throws base::SizeLimitExceeded on writing more than `max_bytes` bytes.
  explicit TempFile(const std::filesystem::path& directory, std::uint64_t max_bytes = kNoLimit);
  ~TempFile();
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  /// A range of its bytes.
  struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  Extent append(std::string_view bytes);
  /// Passes the bytes of an extent to `sink`, in order and in pieces.
  void read(const Extent& extent, const std::function<void(std::string_view)>& sink) const;

 private:
  int descriptor_;
  const std::uint64_t max_bytes_;
  std::uint64_t size_ = 0;
};

/// Writes all bytes, or throws a base::Error that names `subject`.
void write_all(int descriptor, std::string_view bytes, const std::string& subject);

/// A path in `directory` that cannot be guessed.
[[nodiscard]] std::filesystem::path random_path(const std::filesystem::path& directory,
                                                std::string_view prefix);
/// Creates an empty file of mode 0600, which must not exist; the caller closes the descriptor.
[[nodiscard]] int create_file(const std::filesystem::path& file);

}  // namespace workbook
