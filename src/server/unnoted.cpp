#include "server/unnoted.h"

namespace server {

std::int64_t UnauditedBytes::add(const std::string& reader, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (const std::int64_t* known = bytes_.find(reader)) {
    bytes += *known;
  } else if (bytes_.is_full()) {
    bytes += bytes_.smallest();
  }
  bytes_.put(reader, bytes);
  return bytes;
}

void UnauditedBytes::mark_audited(const std::string& reader, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  const std::int64_t* known = bytes_.find(reader);
  if (known == nullptr) return;
  if (*known > bytes) {
    bytes_.put(reader, *known - bytes);
  } else {
    bytes_.erase(reader);
  }
}

}  // namespace server
