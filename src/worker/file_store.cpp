#include "worker/file_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/digest.h"
#include "base/error.h"
#include "base/durability.h"
#include "worker/private_directory.h"

namespace worker {
namespace {

[[noreturn]] void fail(const std::string& operation, const std::filesystem::path& path, int error) {
  throw base::Error("file store: " + operation + " " + path.string() + ": " +
                        std::generic_category().message(error),
                    base::Message{"worker.storage"});
}

/// Runs the action; its errors get a user message.
template <class Action>
void with_storage_message(const Action& action) {
  try {
    action();
  } catch (const base::Error& error) {
    throw base::Error("file store: " + std::string{error.what()}, base::Message{"worker.storage"});
  }
}

constexpr std::size_t kRandomBytes = 16;

}  // namespace

FileStore::PendingFile::PendingFile(const std::filesystem::path& directory)
    : directory_(directory),
      name_(base::hex(base::random_bytes(kRandomBytes))),
      path_(directory / (name_ + ".part")) {}

FileStore::PendingFile::~PendingFile() {
  if (!is_committed_) ::unlink(path_.c_str());
}

std::string FileStore::PendingFile::commit() {
  if (::chmod(path_.c_str(), 0600) != 0) fail("set the mode of", path_, errno);
  with_storage_message([&] { base::fsync_path(path_); });
  const std::filesystem::path final_path = directory_ / name_;
  if (::rename(path_.c_str(), final_path.c_str()) != 0) fail("rename", path_, errno);
  is_committed_ = true;
  try {
    with_storage_message([&] { base::fsync_path(directory_); });
  } catch (const base::Error&) {
    ::unlink(final_path.c_str());
    throw;
  }
  return name_;
}

FileStore::FileStore(std::filesystem::path directory, std::uintmax_t reserve)
    : directory_(std::move(directory)), reserve_(reserve) {
  make_private_directory(directory_);
}

std::size_t FileStore::remove_orphans(const std::set<std::string>& known_files) const {
  std::size_t removed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    if (known_files.contains(entry.path().filename().string())) continue;
    std::filesystem::remove_all(entry.path());
    ++removed;
  }
  return removed;
}

void FileStore::remove(const std::string& name) const {
  const std::filesystem::path path = directory_ / name;
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("remove", path, errno);
}

std::optional<job::OpenFile> FileStore::open(const std::string& name, std::int64_t bytes) const {
  const std::filesystem::path path = directory_ / name;
  // O_NONBLOCK: something else in the file's place, such as a pipe, must not block the caller.
  base::FileDescriptor descriptor(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!descriptor) {
    if (errno == ENOENT || errno == ELOOP) return std::nullopt;
    fail("open", path, errno);
  }
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) fail("ask the size of", path, errno);
  if (!S_ISREG(status.st_mode) || status.st_size != bytes) return std::nullopt;
  return job::OpenFile{std::move(descriptor), bytes};
}

base::TempFile FileStore::create_temp_file() const {
  if (!has_free_space()) throw base::DiskFull("file store: the reserve of the disk is used");
  return base::TempFile{directory_};
}

bool FileStore::has_free_space() const { return has_available(reserve_); }

bool FileStore::is_critically_full() const { return !has_available(reserve_ / 2); }

job::DiskSpace FileStore::space() const {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(directory_, error);
  return error ? job::DiskSpace{} : job::DiskSpace{space.capacity, space.available};
}

bool FileStore::has_available(std::uintmax_t bytes) const {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(directory_, error);
  return !error && is_reserve_free(space, bytes);
}

bool FileStore::is_reserve_free(const std::filesystem::space_info& space, std::uintmax_t reserve) {
  // The default reserve is at least a twentieth of the disk; a smaller one is taken as it is.
  const std::uintmax_t share = space.capacity / 20;
  const std::uintmax_t min_available =
      reserve >= kDefaultReserveBytes ? std::max(reserve, share) : reserve;
  return space.available >= min_available;
}

}  // namespace worker
