#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/phrase.h"
#include "base/time.h"
#include "database/readers.h"
#include "database/writer.h"
#include "job/bell.h"
#include "job/job.h"
#include "language/phrases.h"

namespace job {

/// The job table. Every change is durable when its call returns, and writes its line into the job's
/// log. What it is constructed with must outlive it; any thread but the writer's.
class Store {
 public:
  static constexpr std::int64_t kAttempts = 3;

  Store(database::Writer& writer, database::Readers& readers, const language::Phrases& phrases,
        const base::Clock& clock);

  /// Notes a start of the server.
  [[nodiscard]] Epoch start();
  /// Jobs that an earlier epoch left running are pending again, or failed after kAttempts.
  void recover(Epoch epoch);

  [[nodiscard]] base::JobId submit(const Submission& submission);

  /// Absent where there is none, and where it is another organization's.
  [[nodiscard]] std::optional<Job> find(const base::OrganizationUid& organization,
                                        const base::JobId& id);
  /// How many jobs are to start before this one; absent unless it is pending.
  [[nodiscard]] std::optional<std::int64_t> queue_position(const base::JobId& id);

  /// The oldest pending job, now running and this caller's.
  [[nodiscard]] std::optional<Job> claim(Epoch epoch);

  // False when the fence does not hold any more: nothing was changed, and the caller deletes the
  // file that it made.
  /// `remarks` become lines of the log.
  [[nodiscard]] bool complete(const Fence& fence, const Output& output,
                              const std::vector<base::Phrase>& remarks);
  [[nodiscard]] bool fail(const Fence& fence, FailureCode code, const base::Phrase& reason);
  /// Back to pending; the attempt does not count.
  [[nodiscard]] bool release(const Fence& fence);

  /// The names in the spool that completed jobs have.
  [[nodiscard]] std::set<std::string> files();

  /// Rings when there may be something to claim.
  [[nodiscard]] Bell& arrivals() { return arrivals_; }
  /// Rings when a job has come to its end.
  [[nodiscard]] Bell& ends() { return ends_; }

 private:
  /// How a job's log speaks.
  struct Voice {
    language::Language language;
    std::string time_zone;
  };

  // Inside a transaction of the writer.
  // Absent or false when the fence does not hold.
  [[nodiscard]] static std::optional<Voice> voice_of(database::Connection& connection,
                                                     const Fence& fence);
  bool put_back(database::Connection& connection, const Fence& fence, std::string_view how,
                const base::Phrase& reason) const;
  bool set_failed(database::Connection& connection, const Fence& fence, FailureCode code,
                  const base::Phrase& reason) const;

  [[nodiscard]] std::string line(const Voice& voice, const base::Phrase& phrase) const;

  database::Writer& writer_;
  database::Readers& readers_;
  const language::Phrases& phrases_;
  const base::Clock& clock_;
  Bell arrivals_;
  Bell ends_;
};

}  // namespace job
