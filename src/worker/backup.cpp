#include "worker/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include "base/file_descriptor.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/durability.h"
#include "database/connection.h"
#include "database/migration.h"
#include "database/write_lock.h"
#include "job/sql.h"
#include "worker/data_directory.h"
#include "worker/private_directory.h"

namespace worker {
namespace {

using database::Connection;
using database::Mode;
using Path = std::filesystem::path;

[[noreturn]] void fail(const std::string& operation, const Path& path) {
  const int error = errno;
  throw base::Error(operation + " " + path.string() + ": " +
                    std::generic_category().message(error));
}

struct StoredFile {
  std::string file;
  std::string sha256;
};

std::int64_t count_jobs(Connection& connection) {
  database::Statement count = job::statement(connection, "count");
  count.step();
  return count.integer(0);
}

std::vector<StoredFile> stored_files(Connection& connection) {
  database::Statement rows = job::statement(connection, "stored_file_digests");
  std::vector<StoredFile> all;
  while (rows.step()) {
    all.push_back({std::string{rows.text("file")}, std::string{rows.text("sha256")}});
  }
  return all;
}

/// Copies durably, or only reads when `to` is empty. Returns the digest of what was read.
std::string copy_durably(const Path& from, const Path& to, std::int64_t& bytes) {
  const base::FileDescriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!source) fail("open", from);
  base::FileDescriptor target;
  if (!to.empty()) {
    target =
        base::FileDescriptor(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!target) fail("create", to);
  }
  base::Sha256Stream digest;
  std::string piece(std::size_t{1} << 20U, '\0');
  while (true) {
    const ssize_t size = ::read(source.number(), piece.data(), piece.size());
    if (size < 0) fail("read", from);
    if (size == 0) break;
    std::string_view rest{piece.data(), static_cast<std::size_t>(size)};
    digest.update(rest);
    bytes += size;
    while (target && !rest.empty()) {
      const ssize_t written = ::write(target.number(), rest.data(), rest.size());
      if (written < 0) fail("write", to);
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  if (target && ::fsync(target.number()) != 0) fail("sync", to);
  return base::hex(digest.finish());
}

/// Copies the files that the database names, or only checks them when `to` is empty.
BackupSize copy_files(Connection& database, const Path& from, const Path& to) {
  BackupSize size;
  size.jobs = count_jobs(database);
  for (const StoredFile& entry : stored_files(database)) {
    if (!std::filesystem::exists(from / entry.file)) {
      ++size.missing;
      continue;
    }
    const Path copy = to.empty() ? Path{} : to / entry.file;
    if (copy_durably(from / entry.file, copy, size.bytes) != entry.sha256) {
      throw base::Error("file " + (from / entry.file).string() + ": not as its digest says",
                        base::Message{"worker.file_damaged", {{"file", entry.file}}});
    }
    ++size.files;
  }
  if (!to.empty()) base::fsync_path(to);
  return size;
}

/// Hard links to all finished files, so that none is deleted while it is copied. The links are
/// removed with this object.
class HardLinkSnapshot {
 public:
  explicit HardLinkSnapshot(const Path& files)
      : directory_(files / ("backup-" + base::hex(base::random_bytes(8)))) {
    std::filesystem::create_directory(directory_);
    for (const auto& entry : std::filesystem::directory_iterator(files)) {
      if (!entry.is_regular_file() || entry.path().has_extension()) continue;
      const Path name = directory_ / entry.path().filename();
      if (::link(entry.path().c_str(), name.c_str()) != 0 && errno != ENOENT) fail("link", name);
    }
  }
  ~HardLinkSnapshot() {
    std::error_code ignored;  // the next start of a server removes what is left
    std::filesystem::remove_all(directory_, ignored);
  }
  HardLinkSnapshot(const HardLinkSnapshot&) = delete;
  HardLinkSnapshot& operator=(const HardLinkSnapshot&) = delete;

  [[nodiscard]] const Path& directory() const { return directory_; }

 private:
  const Path directory_;
};

void require_absent(const Path& path) {
  if (std::filesystem::exists(path)) {
    throw base::Error(path.string() + " exists",
                      base::Message{"worker.target_exists", {{"path", path.string()}}});
  }
}

/// The parent is not created: when a disk is not mounted, the backup would fill the disk below its
/// mount point.
void require_parent(const Path& path) {
  const Path parent = path.parent_path();
  if (!std::filesystem::is_directory(parent)) {
    throw base::Error(parent.string() + " is no folder",
                      base::Message{"worker.no_parent", {{"path", parent.string()}}});
  }
}

void require_database(const Path& path) {
  if (!std::filesystem::exists(path)) {
    throw base::Error(path.string() + " is missing",
                      base::Message{"worker.no_database", {{"path", path.string()}}});
  }
}

}  // namespace

BackupSize back_up(const Path& data, const Path& target) {
  Path whole = std::filesystem::absolute(target).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  const Path database = DataDirectory::database_in(data);
  const Path files = DataDirectory::files_in(data);
  require_database(database);
  require_absent(whole);
  require_parent(whole);
  const Path partial = whole.string() + ".part";
  std::filesystem::remove_all(partial);
  make_private_directory(partial);
  make_private_directory(DataDirectory::files_in(partial));
  make_private_directory(files);  // missing before the first start of a server

  const database::WriteLock lock(database);
  lock.acquire();
  // Nothing is committed while the lock is held, so the files and the rows are of one moment.
  const HardLinkSnapshot snapshot(files);
  Connection(database, Mode::kReadOnly).vacuum_into(DataDirectory::database_in(partial));
  lock.release();

  Connection copy(DataDirectory::database_in(partial), Mode::kReadOnly);
  copy.check_integrity();
  const BackupSize size = copy_files(copy, snapshot.directory(), DataDirectory::files_in(partial));
  base::rename_durably(partial, whole);
  return size;
}

BackupSize restore(const Path& backup, const Path& data,
                   const std::vector<std::string_view>& migrations) {
  const Path database = DataDirectory::database_in(backup);
  const Path files = DataDirectory::files_in(backup);
  require_database(database);
  {
    Connection original(database, Mode::kReadOnly);
    original.check_integrity();
    database::check_version(original, migrations);
    static_cast<void>(copy_files(original, files, {}));
  }
  DataDirectory directory(data);
  directory.lock_exclusive();
  require_absent(directory.database());
  make_private_directory(directory.files());
  Connection original(database, Mode::kReadOnly);
  for (const StoredFile& entry : stored_files(original)) {  // left by an interrupted restore
    std::filesystem::remove(directory.files() / entry.file);
  }
  const BackupSize size = copy_files(original, files, directory.files());
  original.vacuum_into(directory.database());  // last: an interrupted restore leaves no database
  return size;
}

}  // namespace worker
