#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"

namespace app {

/// One line of the result of `doctor`.
struct Finding {
  enum class Level { kGood, kWarning, kError };

  Level level = Level::kGood;
  std::string subject;    // "disk", "source erp"
  base::Message message;  // for a warning or an error, also what to do
};

/// "ok", "warning", "error": as programs read it.
[[nodiscard]] constexpr std::string_view level_name(Finding::Level level) {
  switch (level) {
    case Finding::Level::kGood:
      return "ok";
    case Finding::Level::kWarning:
      return "warning";
    case Finding::Level::kError:
      return "error";
  }
  return {};
}

using Findings = std::vector<Finding>;

/// The number of pending and running jobs of each data model.
using WaitingJobs = std::map<std::string, std::int64_t, std::less<>>;

}  // namespace app
