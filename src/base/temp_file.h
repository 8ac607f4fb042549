#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace base {

/// The disk is full, or the user's quota of it. It has a message for users.
class DiskFull : public TransientError {
 public:
  explicit DiskFull(const std::string& what) : TransientError(what, Message{"base.disk_full"}) {}
};

/// The size limit of a file that has none.
inline constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// Throws SizeLimitExceeded, with a message for users, if `bytes` is more than `max_bytes`.
void check_size_limit(std::uint64_t bytes, std::uint64_t max_bytes);

/// A temporary file without a name, so that nothing remains of it whatever happens. Not
/// thread-safe.
class TempFile {
 public:
  /// Throws SizeLimitExceeded on writing more than `max_bytes` bytes.
  explicit TempFile(const std::filesystem::path& directory, std::uint64_t max_bytes = kNoLimit);

  /// A range of its bytes.
  struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  Extent append(std::string_view bytes);
  /// Passes the bytes of an extent to `sink`, in order and in pieces.
  void read(const Extent& extent, const std::function<void(std::string_view)>& sink) const;

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The open file. Only size() may be called afterwards.
  [[nodiscard]] FileDescriptor release() { return std::move(descriptor_); }

 private:
  FileDescriptor descriptor_;
  const std::uint64_t max_bytes_;
  std::uint64_t size_ = 0;
};

/// Writes all bytes. Throws DiskFull, or an Error, that names `subject`.
void write_all(int descriptor, std::string_view bytes, const std::string& subject);

/// A path in `directory` that cannot be guessed.
[[nodiscard]] std::filesystem::path random_path(const std::filesystem::path& directory,
                                                std::string_view prefix);
/// Creates an empty file of mode 0600, which must not exist; the caller closes the descriptor.
/// Throws as write_all().
[[nodiscard]] int create_file(const std::filesystem::path& file);

}  // namespace base
