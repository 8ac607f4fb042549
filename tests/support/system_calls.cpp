#include "support/system_calls.h"

#include <sys/stat.h>

#include <cerrno>

namespace {

thread_local SystemCalls* watching = nullptr;

bool refused(const std::string& call) { return watching != nullptr && watching->refuses(call); }

}  // namespace

SystemCalls::SystemCalls() { watching = this; }
SystemCalls::~SystemCalls() { watching = nullptr; }

void SystemCalls::fail(std::size_t number, int error) {
  failing_ = number;
  error_ = error;
}

bool SystemCalls::refuses(const std::string& call) {
  made_.push_back(call);
  if (made_.size() != failing_ + 1) return false;
  errno = error_;
  return true;
}

// The linker's names for the functions that --wrap replaces.
extern "C" {
int __real_fsync(int descriptor);
int __real_rename(const char* from, const char* to);

int __wrap_fsync(int descriptor) {
  struct stat status {};
  const bool is_directory = ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
  return refused(is_directory ? "fsync directory" : "fsync file") ? -1 : __real_fsync(descriptor);
}

int __wrap_rename(const char* from, const char* to) {
  return refused("rename") ? -1 : __real_rename(from, to);
}
}
