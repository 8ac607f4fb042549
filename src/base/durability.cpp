#include "base/durability.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/file_descriptor.h"
#include "base/error.h"

namespace base {
namespace {

[[noreturn]] void fail(const char* operation, const std::filesystem::path& path) {
  const int error = errno;
  throw Error(std::string{operation} + " " + path.string() + ": " +
              std::generic_category().message(error));
}

}  // namespace

void fsync_path(const std::filesystem::path& path) {
  const FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!descriptor) fail("open", path);
  if (::fsync(descriptor.number()) != 0) fail("sync", path);
}

void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  fsync_path(from);
  if (::rename(from.c_str(), to.c_str()) != 0) fail("rename", from);
  fsync_path(to.parent_path());
}

}  // namespace base
