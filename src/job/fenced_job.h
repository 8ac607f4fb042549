#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/time.h"
#include "database/connection.h"
#include "job/job.h"
#include "job/job_log_writer.h"

namespace job {

/// Changes one running job on behalf of the holder of its fence, inside one transaction of the
/// writer. A change writes a line into the job's log. It returns false, and changes nothing, when
/// the fence is not the job's any more. Not thread-safe.
class FencedJob {
 public:
  /// How long a job waits for a source that accepts no connection.
  static constexpr std::chrono::minutes kMaxUnreachable{60};

  /// The claims that ended because the source accepted no connection.
  struct Postponements {
    std::optional<base::Time> since;  // when the current series of postponements began
    std::int64_t count = 0;           // of the job, in a series or not
  };

  /// All arguments must outlive it.
  FencedJob(database::Connection& connection, const Fence& fence, const JobLogWriter& log_writer,
            const base::Clock& clock)
      : connection_(connection), fence_(fence), log_writer_(log_writer), clock_(clock) {}

  [[nodiscard]] bool is_current() const { return log_locale_if_held().has_value(); }
  /// No `since` and a count of 0 when the fence is not the job's any more.
  [[nodiscard]] Postponements postponements() const;

  [[nodiscard]] bool complete(const Output& output,
                              const std::vector<base::Message>& report_warnings,
                              std::chrono::microseconds took);
  [[nodiscard]] bool fail(FailureCode code, const base::Message& reason,
                          std::chrono::microseconds took = {});
  /// Pending again, not to be claimed for `delay`.
  [[nodiscard]] bool defer(std::chrono::milliseconds delay, const base::Message& reason);
  /// The same, and the attempt does not count. Only the first of several in a row is logged.
  [[nodiscard]] bool postpone(std::chrono::milliseconds delay, bool is_first,
                              const base::Message& reason);
  /// Pending again; the attempt counts.
  bool requeue(const base::Message& reason);
  /// Pending again; the attempt does not count.
  bool release();

 private:
  [[nodiscard]] std::optional<LogLocale> log_locale_if_held() const;
  bool set_pending(std::string_view statement_name, const base::Message& reason);

  database::Connection& connection_;
  const Fence& fence_;
  const JobLogWriter& log_writer_;
  const base::Clock& clock_;
};

}  // namespace job
