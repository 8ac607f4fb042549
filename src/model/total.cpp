#include "model/total.h"

#include <algorithm>
#include <array>

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, Total>, 5> kTotals{{{"sum", Total::kSum},
                                                                     {"average", Total::kAverage},
                                                                     {"count", Total::kCount},
                                                                     {"min", Total::kMin},
                                                                     {"max", Total::kMax}}};

}  // namespace

std::span<const std::pair<std::string_view, Total>> totals() { return kTotals; }

std::string_view name(Total total) {
  const auto found = std::ranges::find(kTotals, total, &std::pair<std::string_view, Total>::second);
  return found == kTotals.end() ? std::string_view{} : found->first;
}

}  // namespace model
