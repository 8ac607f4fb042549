#include "language/week_start.h"

#include <algorithm>
#include <array>

namespace language {
namespace {

constexpr std::array<std::string_view, 7> kFromSaturday{
    "Africa/Cairo", "Asia/Amman",  "Asia/Baghdad", "Asia/Bahrain",
    "Asia/Kuwait",  "Asia/Muscat", "Asia/Qatar"};
constexpr std::array<std::string_view, 3> kFromMonday{"Africa/Casablanca", "Africa/Tunis",
                                                      "Asia/Dubai"};

}  // namespace

std::chrono::weekday default_week_start(std::string_view time_zone) {
  const auto is_in = [&](const auto& zones) {
    return std::ranges::find(zones, time_zone) != zones.end();
  };
  if (is_in(kFromSaturday)) return std::chrono::Saturday;
  if (time_zone.starts_with("Europe/") || is_in(kFromMonday)) return std::chrono::Monday;
  return std::chrono::Sunday;
}

}  // namespace language
