#include "worker/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <system_error>

#include "base/error.h"
#include "worker/private_directory.h"

namespace worker {
namespace {

[[noreturn]] void fail_lock(const std::string& operation, const std::filesystem::path& path) {
  throw base::Error(operation + " " + path.string() + ": " +
                    std::generic_category().message(errno));
}

}  // namespace

DataDirectory::DataDirectory(std::filesystem::path directory) : directory_(std::move(directory)) {
  make_private_directory(directory_);
}

void DataDirectory::lock_exclusive() {
  const std::filesystem::path file = directory_ / "lock";
  base::FileDescriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock) fail_lock("open", file);
  if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) fail_lock("lock", file);
    throw base::Error("lock " + file.string() + ": another server holds it",
                      base::Message{"worker.data_in_use"});
  }
  lock_ = std::move(lock);
}

void DataDirectory::require_database() const {
  namespace fs = std::filesystem;
  std::error_code missing;
  if (fs::file_size(database(), missing) > 0 && !missing) return;
  if (!fs::is_directory(files()) || fs::is_empty(files())) return;
  throw base::Error(files().string() + " holds files, and " + database().string() + " nothing",
                    base::Message{"worker.database_missing", {{"path", directory_.string()}}});
}

}  // namespace worker
