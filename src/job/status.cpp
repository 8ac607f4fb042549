#include "job/status.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/error.h"

namespace job {
namespace {

constexpr std::array<std::pair<Status, std::string_view>, 5> kNames{{
    {Status::kPending, "pending"},
    {Status::kRunning, "running"},
    {Status::kCompleted, "completed"},
    {Status::kFailed, "failed"},
    {Status::kCanceled, "canceled"},
}};

}  // namespace

std::string_view name(Status status) {
  return std::ranges::find(kNames, status, [](const auto& pair) { return pair.first; })->second;
}

Status parse_status(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, [](const auto& pair) { return pair.second; });
  if (found == kNames.end()) throw base::Error("job: no status " + std::string{name});
  return found->first;
}

bool is_terminal(Status status) { return status != Status::kPending && status != Status::kRunning; }

}  // namespace job
