// This executable's own versions of the libc calls that change a disk: the dynamic linker uses them
// for the libraries, too. Standard I/O is built on them (fopencookie), since libc's own calls its
// write() internally.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include "faults/disk.h"

namespace {

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

std::string path_of(int descriptor) {
  std::array<char, 4096> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t size = ::readlink(link.c_str(), path.data(), path.size());
  return {path.data(), static_cast<std::size_t>(size > 0 ? size : 0)};
}

/// The absolute path, as far as the tests need it.
bool refused(const char* call, const std::string& path) {
  Disk* disk = Disk::current();
  return disk != nullptr && disk->is_below(path) && disk->refuses(call, path);
}

bool refused(const char* call, int descriptor) {
  return Disk::current() != nullptr && refused(call, path_of(descriptor));
}

constexpr int kWrites = O_WRONLY | O_RDWR | O_CREAT;

int opened(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & kWrites) != 0 && refused("open", std::string{path})) return -1;
  static const auto call = real<int (*)(const char*, int, ...)>(name);
  return call(path, flags, mode);
}

int synced(const char* name, int descriptor) {
  static const auto sync_all = real<int (*)(int)>("fsync");
  static const auto sync_data = real<int (*)(int)>("fdatasync");
  const auto sync = std::strcmp(name, "fsync") == 0 ? sync_all : sync_data;
  Disk* disk = Disk::current();
  const std::string path = disk == nullptr ? "" : path_of(descriptor);
  if (disk == nullptr || !disk->is_below(path)) return sync(descriptor);
  if (disk->refuses("sync", path)) return -1;
  return disk->synced(descriptor, [&] { return sync(descriptor); });
}

// A FILE on a descriptor.

int number(void* cookie) { return static_cast<int>(reinterpret_cast<std::intptr_t>(cookie)); }

FILE* stream(int descriptor, const char* mode) {
  const cookie_io_functions_t calls{
      .read = [](void* cookie, char* bytes,
                 std::size_t size) { return ::read(number(cookie), bytes, size); },
      .write =
          [](void* cookie, const char* bytes, std::size_t size) {
            const ssize_t written = ::write(number(cookie), bytes, size);
            return written < 0 ? ssize_t{0} : written;  // fopencookie(3) expects 0 for an error
          },
      .seek =
          [](void* cookie, off64_t* offset, int whence) {
            const off64_t at = ::lseek64(number(cookie), *offset, whence);
            if (at < 0) return -1;
            *offset = at;
            return 0;
          },
      .close = [](void* cookie) { return ::close(number(cookie)); }};
  return ::fopencookie(reinterpret_cast<void*>(std::intptr_t{descriptor}), mode, calls);
}

FILE* opened_stream(const char* name, const char* path, const char* mode) {
  const Disk* disk = Disk::current();
  if (disk == nullptr || !disk->is_below(path)) {
    return real<FILE* (*)(const char*, const char*)>(name)(path, mode);
  }
  const bool both = std::strchr(mode, '+') != nullptr;
  int flags = O_CLOEXEC | (both ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY);
  if (mode[0] == 'w') flags |= O_CREAT | O_TRUNC;
  if (mode[0] == 'a') flags |= O_CREAT | O_APPEND;
  const int descriptor = opened("open", path, flags, 0666);
  return descriptor < 0 ? nullptr : stream(descriptor, mode);
}

mode_t mode_of(int flags, va_list rest) {
  return (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return opened("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return opened("open64", path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  if (refused("write", descriptor)) return -1;
  static const auto call = real<ssize_t (*)(int, const void*, size_t)>("write");
  return call(descriptor, bytes, size);
}

ssize_t writev(int descriptor, const iovec* pieces, int count) {
  if (refused("write", descriptor)) return -1;
  static const auto call = real<ssize_t (*)(int, const iovec*, int)>("writev");
  return call(descriptor, pieces, count);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  if (refused("write", descriptor)) return -1;
  static const auto call = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return call(descriptor, bytes, size, offset);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  return pwrite64(descriptor, bytes, size, offset);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  if (refused("truncate", descriptor)) return -1;
  static const auto call = real<int (*)(int, off64_t)>("ftruncate64");
  return call(descriptor, size);
}

int ftruncate(int descriptor, off_t size) noexcept { return ftruncate64(descriptor, size); }

int fsync(int descriptor) { return synced("fsync", descriptor); }

int fdatasync(int descriptor) { return synced("fdatasync", descriptor); }

int rename(const char* from, const char* to) noexcept {
  if (refused("rename", std::string{to})) return -1;
  static const auto call = real<int (*)(const char*, const char*)>("rename");
  return call(from, to);
}

int unlink(const char* path) noexcept {
  if (refused("unlink", std::string{path})) return -1;
  static const auto call = real<int (*)(const char*)>("unlink");
  return call(path);
}

int mkdir(const char* path, mode_t mode) noexcept {
  if (refused("mkdir", std::string{path})) return -1;
  static const auto call = real<int (*)(const char*, mode_t)>("mkdir");
  return call(path, mode);
}

FILE* fopen(const char* path, const char* mode) { return opened_stream("fopen", path, mode); }

FILE* fopen64(const char* path, const char* mode) { return opened_stream("fopen64", path, mode); }

FILE* fdopen(int descriptor, const char* mode) noexcept {
  const Disk* disk = Disk::current();
  if (disk != nullptr && disk->is_below(path_of(descriptor))) return stream(descriptor, mode);
  return real<FILE* (*)(int, const char*)>("fdopen")(descriptor, mode);
}

}  // extern "C"
