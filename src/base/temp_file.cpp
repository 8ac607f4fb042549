#include "base/temp_file.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "base/digest.h"

namespace base {
namespace {

[[noreturn]] void throw_system_error(const std::string& operation) {
  const std::string what = operation + ": " + std::generic_category().message(errno);
  if (errno == ENOSPC || errno == EDQUOT) throw DiskFull(what);
  throw Error(what);
}

}  // namespace

std::filesystem::path random_path(const std::filesystem::path& directory, std::string_view prefix) {
  return directory / (std::string(prefix) + hex(random_bytes(16)));
}

int create_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) throw_system_error("create " + file.string());
  return descriptor;
}

void write_all(int descriptor, std::string_view bytes, const std::string& subject) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      throw_system_error("write " + subject);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void check_size_limit(std::uint64_t bytes, std::uint64_t max_bytes) {
  if (bytes <= max_bytes) return;
  constexpr std::uint64_t kMegabyte = 1'000'000;
  const auto megabytes = static_cast<std::int64_t>((max_bytes + kMegabyte - 1) / kMegabyte);
  throw SizeLimitExceeded("a file is larger than it may be",
                          Message{"base.too_large", {{"megabytes", megabytes}}});
}

TempFile::TempFile(const std::filesystem::path& directory, std::uint64_t max_bytes)
    : max_bytes_(max_bytes) {
  const std::filesystem::path file = random_path(directory, "temporary-");
  descriptor_ = FileDescriptor{create_file(file)};
  if (::unlink(file.c_str()) != 0) throw_system_error("unlink " + file.string());
}

TempFile::Extent TempFile::append(std::string_view bytes) {
  check_size_limit(size_ + bytes.size(), max_bytes_);
  write_all(descriptor_.number(), bytes, "a temporary file");
  const Extent extent{size_, bytes.size()};
  size_ += bytes.size();
  return extent;
}

void TempFile::read(const Extent& extent, const std::function<void(std::string_view)>& sink) const {
  std::vector<char> piece(std::min<std::uint64_t>(extent.size, 256 * 1024));
  std::uint64_t at = extent.offset;
  const std::uint64_t end = extent.offset + extent.size;
  while (at < end) {
    const std::size_t wanted = std::min<std::uint64_t>(piece.size(), end - at);
    const ssize_t got = ::pread(descriptor_.number(), piece.data(), wanted, static_cast<off_t>(at));
    if (got < 0) {
      if (errno == EINTR) continue;
      throw_system_error("read a temporary file");
    }
    if (got == 0) throw Error("read a temporary file: it is shorter than was written");
    sink({piece.data(), static_cast<std::size_t>(got)});
    at += static_cast<std::uint64_t>(got);
  }
}

}  // namespace base
