#pragma once

#include <string_view>

namespace job {

/// The state of a job. The last three are terminal: no job leaves them.
enum class Status { kPending, kRunning, kCompleted, kFailed, kCanceled };

/// The API's word ("pending"), which is also the table's.
[[nodiscard]] std::string_view name(Status status);
/// Throws base::Error for any other word.
[[nodiscard]] Status parse_status(std::string_view name);
[[nodiscard]] bool is_terminal(Status status);

}  // namespace job
