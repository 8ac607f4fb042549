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

/// Writes the lines of jobs' logs: dated, in the job's language. What it is constructed with must
/// outlive it; any thread.
class JobLogWriter {
 public:
  JobLogWriter(const language::MessageCatalog& messages, const base::Clock& clock)
      : messages_(messages), clock_(clock) {}

  /// In UTC, which it says, where the job's time zone is none of the system's any more.
  [[nodiscard]] std::string line(const LogLocale& locale, const base::Message& message) const;
  /// The first line of every log. Throws base::Error where nobody knows the time zone.
  [[nodiscard]] std::string first_line(const LogLocale& locale) const;
  [[nodiscard]] std::string text(const LogLocale& locale, const base::Message& message) const {
    return messages_.text(locale.language, message);
  }

 private:
  const language::MessageCatalog& messages_;
  const base::Clock& clock_;
};

}  // namespace job
