#include "server/waiting_line.h"

#include <algorithm>
#include <iterator>

namespace server {
namespace {

constexpr std::ptrdiff_t kPlaces = 128;

}  // namespace

std::optional<WaitingLine::Place> WaitingLine::take() {
  if (line_.empty()) return std::nullopt;
  const Place first = line_.back();
  line_.pop_back();
  return first;
}

void WaitingLine::form(std::vector<Place> all) {
  const auto end = all.begin() + std::min(kPlaces, std::ssize(all));
  std::partial_sort(all.begin(), end, all.end());
  line_.assign(std::reverse_iterator{end}, all.rend());
}

}  // namespace server
