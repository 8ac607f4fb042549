#include "database/read_ahead.h"

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

namespace database {
namespace {

constexpr sqlite3_int64 kReadAheadBytes = 64 * 1024;

/// A database file of this VFS. SQLite allocates it, with the file of the underlying VFS right
/// after it in memory. It calls the functions below on one thread at a time; they must not throw.
struct File {
  sqlite3_file base;
  std::unique_ptr<std::array<char, kReadAheadBytes>> bytes;
  sqlite3_int64 begin;  // of `bytes` in the file
  sqlite3_int64 size;   // of `bytes`; 0: none
  sqlite3_int64 next;   // where the last read ended

  static File& from(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  sqlite3_file* underlying() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  void discard() { size = 0; }
};

int close(sqlite3_file* self) {
  sqlite3_file* const below = File::from(self).underlying();
  const int code = below->pMethods->xClose(below);
  File::from(self).~File();
  return code;
}

int read(sqlite3_file* self, void* to, int count, sqlite3_int64 from) {
  File& file = File::from(self);
  sqlite3_file* const below = file.underlying();
  const bool follows = from == file.next;
  file.next = from + count;
  const auto is_there = [&] {
    return from >= file.begin && from + count <= file.begin + file.size;
  };
  if (!is_there() && follows && count < kReadAheadBytes) {
    file.discard();
    // At the end of the file, or on an error, only the requested bytes are read.
    const int code =
        below->pMethods->xRead(below, file.bytes->data(), static_cast<int>(kReadAheadBytes), from);
    if (code == SQLITE_OK) {
      file.begin = from;
      file.size = kReadAheadBytes;
    }
  }
  if (!is_there()) return below->pMethods->xRead(below, to, count, from);
  std::memcpy(to, file.bytes->data() + (from - file.begin), static_cast<std::size_t>(count));
  return SQLITE_OK;
}

/// Calls the function `member` of the underlying VFS.
template <auto member, class... Arguments>
auto call_underlying(sqlite3_file* self, Arguments... arguments) {
  sqlite3_file* const below = File::from(self).underlying();
  return (below->pMethods->*member)(below, arguments...);
}

/// The same; discards the bytes that were read ahead, which may be outdated.
template <auto member, class... Arguments>
auto discard_and_call_underlying(sqlite3_file* self, Arguments... arguments) {
  File::from(self).discard();
  return call_underlying<member>(self, arguments...);
}

using Methods = sqlite3_io_methods;

constexpr Methods kMethods = {
    .iVersion = 2,  // version 3 would add memory mapping
    .xClose = close,
    .xRead = read,
    .xWrite = discard_and_call_underlying<&Methods::xWrite, const void*, int, sqlite3_int64>,
    .xTruncate = discard_and_call_underlying<&Methods::xTruncate, sqlite3_int64>,
    .xSync = call_underlying<&Methods::xSync, int>,
    .xFileSize = call_underlying<&Methods::xFileSize, sqlite3_int64*>,
    .xLock = discard_and_call_underlying<&Methods::xLock, int>,
    .xUnlock = discard_and_call_underlying<&Methods::xUnlock, int>,
    .xCheckReservedLock = call_underlying<&Methods::xCheckReservedLock, int*>,
    .xFileControl = call_underlying<&Methods::xFileControl, int, void*>,
    .xSectorSize = call_underlying<&Methods::xSectorSize>,
    .xDeviceCharacteristics = call_underlying<&Methods::xDeviceCharacteristics>,
    .xShmMap = call_underlying<&Methods::xShmMap, int, int, int, void volatile**>,
    .xShmLock = discard_and_call_underlying<&Methods::xShmLock, int, int, int>,
    .xShmBarrier = call_underlying<&Methods::xShmBarrier>,
    .xShmUnmap = discard_and_call_underlying<&Methods::xShmUnmap, int>,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs* self, const char* name, sqlite3_file* to, int flags, int* flags_out) {
  auto* const below = static_cast<sqlite3_vfs*>(self->pAppData);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return below->xOpen(below, name, to, flags, flags_out);
  auto* const bytes = new (std::nothrow) std::array<char, kReadAheadBytes>;
  if (bytes == nullptr) {
    to->pMethods = nullptr;
    return SQLITE_NOMEM;
  }
  File* const file =
      new (to) File{{nullptr}, std::unique_ptr<std::array<char, kReadAheadBytes>>(bytes), 0, 0, -1};
  const int code = below->xOpen(below, name, file->underlying(), flags, flags_out);
  if (code == SQLITE_OK) {
    file->base.pMethods = &kMethods;
    return code;
  }
  // SQLite does not close a file without methods.
  if (file->underlying()->pMethods != nullptr)
    file->underlying()->pMethods->xClose(file->underlying());
  file->~File();
  return code;
}

struct Registered {
  Registered() {
    sqlite3_vfs* const below = sqlite3_vfs_find(nullptr);
    vfs = *below;  // its other functions do not use their sqlite3_vfs argument (os_unix.c)
    vfs.zName = "read-ahead";
    vfs.pNext = nullptr;
    vfs.szOsFile += static_cast<int>(sizeof(File));
    vfs.pAppData = below;
    vfs.xOpen = open;
    sqlite3_vfs_register(&vfs, 0);
  }
  sqlite3_vfs vfs;
};

}  // namespace

const char* read_ahead_vfs() {
  static const Registered registered;
  return registered.vfs.zName;
}

}  // namespace database
