#include "database/write_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/error.h"

namespace database {

WriteLock::WriteLock(const std::filesystem::path& file) {
  const std::string path = file.string() + "-writer";
  descriptor_ = base::FileDescriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!descriptor_) {
    throw base::Error("open " + path + ": " + std::generic_category().message(errno));
  }
}

void WriteLock::acquire() const {
  while (::flock(descriptor_.number(), LOCK_EX) != 0) {
    if (errno != EINTR) {
      throw base::Error("lock the database: " + std::generic_category().message(errno));
    }
  }
}

bool WriteLock::try_acquire() const {
  while (::flock(descriptor_.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) {
      throw base::Error("lock the database: " + std::generic_category().message(errno));
    }
  }
  return true;
}

void WriteLock::release() const { ::flock(descriptor_.number(), LOCK_UN); }

}  // namespace database
