#include "server/net/eviction_queue.h"

#include <algorithm>
#include <iterator>

namespace server {
namespace {

constexpr std::ptrdiff_t kMaxCandidates = 128;

}  // namespace

std::optional<EvictionQueue::Candidate> EvictionQueue::pop() {
  if (candidates_.empty()) return std::nullopt;
  const Candidate first = candidates_.back();
  candidates_.pop_back();
  return first;
}

void EvictionQueue::rebuild(std::vector<Candidate> all) {
  const auto end = all.begin() + std::min(kMaxCandidates, std::ssize(all));
  std::partial_sort(all.begin(), end, all.end());
  candidates_.assign(std::reverse_iterator{end}, all.rend());
}

}  // namespace server
