#include "server/unnoted.h"

namespace server {
namespace {

constexpr std::size_t kMostReaders = 20'000;

}  // namespace

std::int64_t Unnoted::add(const std::string& reader, std::int64_t bytes) {
  const std::lock_guard hold(mutex_);
  if (bytes_.size() >= kMostReaders) bytes_.clear();
  return bytes_[reader] += bytes;
}

void Unnoted::forget(const std::string& reader, std::int64_t bytes) {
  const std::lock_guard hold(mutex_);
  const auto found = bytes_.find(reader);
  if (found != bytes_.end() && (found->second -= bytes) <= 0) bytes_.erase(found);
}

}  // namespace server
