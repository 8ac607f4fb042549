#include "model/definition/column.h"

#include <algorithm>
#include <array>

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, Aggregate>, 5> kAggregates{
    {{"sum", Aggregate::kSum},
     {"average", Aggregate::kAverage},
     {"count", Aggregate::kCount},
     {"min", Aggregate::kMin},
     {"max", Aggregate::kMax}}};

}  // namespace

std::span<const std::pair<std::string_view, Aggregate>> aggregates() { return kAggregates; }

std::string_view name(Aggregate aggregate) {
  const auto found =
      std::ranges::find(kAggregates, aggregate, &std::pair<std::string_view, Aggregate>::second);
  return found == kAggregates.end() ? std::string_view{} : found->first;
}

}  // namespace model
