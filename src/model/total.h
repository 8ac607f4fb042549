#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace model {

/// What stands below a column.
enum class Aggregate : std::uint8_t { kNone, kSum, kAverage, kCount, kMin, kMax };

/// All but kNone, as catalogues write them.
[[nodiscard]] std::span<const std::pair<std::string_view, Aggregate>> aggregates();
/// Empty for kNone.
[[nodiscard]] std::string_view name(Aggregate total);

}  // namespace model
