#pragma once

#include <string>

#include "base/message.h"
#include "base/time.h"
#include "job/job.h"
#include "language/message_catalog.h"

namespace job {

/// The language and time zone of a job's log.
struct LogLocale {
  language::Language language;
  std::string time_zone;

  static LogLocale from(const Submission& submission) {
    return {submission.language, submission.time_zone};
  }
};

/// Formats the lines of jobs' logs: dated, in the job's language. Its arguments must outlive it.
/// Thread-safe.
class JobLogWriter {
 public:
  JobLogWriter(const language::MessageCatalog& messages, const base::Clock& clock)
      : messages_(messages), clock_(clock) {}

  /// Dated in UTC, marked as such, when the system does not know the job's time zone any more.
  [[nodiscard]] std::string line(const LogLocale& locale, const base::Message& message) const;
  /// The first line of every log. Throws base::Error for an unknown time zone.
  [[nodiscard]] std::string first_line(const LogLocale& locale) const;
  [[nodiscard]] std::string text(const LogLocale& locale, const base::Message& message) const {
    return messages_.text(locale.language, message);
  }

 private:
  const language::MessageCatalog& messages_;
  const base::Clock& clock_;
};

}  // namespace job
