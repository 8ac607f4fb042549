#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "job/status.h"
#include "language/language.h"

namespace job {

/// One start of the server on its database, counted up from 1.
enum class Epoch : std::int64_t {};

/// What a caller hands in, already checked.
struct Submission {
  base::OrganizationUid organization;  // whose job it is: the header's, which is the key's
  base::KeyId key;
  std::string data_model;
  std::int64_t data_model_version = 0;
  language::Language language = language::Language::kEnglish;
  std::string time_zone = "UTC";  // IANA name, in which people read the dates of the log
  std::string request;            // the body's `params`, JSON text
};

/// The finished file.
struct Output {
  std::string file;       // its name in the spool
  std::string file_name;  // the name that a person sees
  std::string mime_type;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::string sha256;  // lower-case hex
  base::Time expires_at;
};

/// What kind of reason ended a job; the words for people are in the message.
enum class FailureCode {
  kRequest,      // the data model changed and does not take this request any more
  kReport,       // the data or the file system did not allow it, as the message says
  kTimeout,      // it took longer than its data model allows
  kInterrupted,  // the server ended under it three times
  kInternal,     // none of these; the operator's log knows more
};

/// "TIMEOUT", as the status and the table have it.
[[nodiscard]] std::string_view name(FailureCode code);

struct Failure {
  std::string code;
  std::string message;  // in the job's language
};

/// What a running job's owner must show to change it: no later claim of the job has the same.
struct Fence {
  base::JobId job;
  Epoch epoch{};
  std::int64_t attempt = 0;
};

/// A row of the job table: a copy of what it held when it was read.
struct Job {
  base::JobId id;
  Submission submission;
  Status status = Status::kPending;
  base::Time submitted_at;
  std::optional<base::Time> started_at;   // of the current or last attempt
  std::optional<base::Time> finished_at;  // exists at the ends
  std::optional<Epoch> epoch;             // of the claim, while running and after
  std::int64_t attempt = 0;               // claims so far
  std::string log;                        // dated lines for people, each ended by "\n"
  std::optional<Failure> failure;         // exists when failed
  std::optional<Output> output;           // exists when completed
};

}  // namespace job
