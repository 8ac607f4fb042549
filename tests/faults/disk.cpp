#include "faults/disk.h"

#include <atomic>
#include <cerrno>
#include <utility>

namespace {

std::atomic<Disk*> watching = nullptr;
thread_local bool is_inside = false;  // calls of the watcher itself do not count

}  // namespace

Disk::Disk(std::filesystem::path root) : root_(std::filesystem::canonical(root).string()) {
  watching = this;
}

Disk::~Disk() { watching = nullptr; }

Disk* Disk::current() { return is_inside ? nullptr : watching.load(); }

void Disk::fail(std::size_t number, int error, std::size_t count) {
  const std::lock_guard hold(mutex_);
  calls_ = 0;
  failing_at_ = number;
  error_ = error;
  count_ = count;
  failed_.clear();
}

std::vector<std::string> Disk::heal() {
  const std::lock_guard hold(mutex_);
  failing_at_ = static_cast<std::size_t>(-1);
  return std::exchange(failed_, {});
}

void Disk::watch(Watcher watcher) {
  const std::lock_guard hold(sync_mutex_);
  watcher_ = std::move(watcher);
}

bool Disk::is_below(const std::string& path) const {
  return path == root_ || path.starts_with(root_ + "/");
}

bool Disk::refuses(const char* call, const std::string& path) {
  const std::lock_guard hold(mutex_);
  const std::size_t number = calls_++;
  if (number < failing_at_ || number - failing_at_ >= count_) return false;
  failed_.push_back(std::string{call} + " " + path);
  errno = error_;
  return true;
}

int Disk::synced(int descriptor, const std::function<int()>& sync) {
  const std::lock_guard hold(sync_mutex_);
  is_inside = true;
  watcher_.before_sync();
  const int result = sync();
  const int error = errno;
  if (result == 0) watcher_.after_sync(descriptor);
  is_inside = false;
  errno = error;
  return result;
}
