#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "job/status.h"
#include "language/language.h"

namespace job {

/// One start of the server on its database, counted up from 1.
enum class Epoch : std::int64_t {};

/// How long a finished file is kept, unless its data model says otherwise.
constexpr std::chrono::days kDefaultRetention{7};
/// How long the row of a completed job is kept after its file.
constexpr std::chrono::days kRowRetentionAfterFile{30};
/// When the row of a job that ends now without a file is deleted: its column `forget_at`.
[[nodiscard]] constexpr base::Time purge_at(base::Time now) {
  return now + kDefaultRetention + kRowRetentionAfterFile;
}

/// What a caller hands in, already checked.
struct Submission {
  base::OrganizationUid organization;  // whose job it is: the header's, which is the key's
  base::KeyId key;
  std::string data_model;
  std::int64_t data_model_version = 0;
  std::string data_model_sha256 = {};  // of its files; empty before it was kept
  language::Language language = language::Language::kEnglish;
  std::string time_zone = "UTC";  // IANA name, in which people read the dates of the log
  std::string request;            // the body's `params`, JSON text
  std::string request_id = {};    // of the HTTP request that brought it
  std::optional<base::JobId> retry_of = std::nullopt;
  std::optional<std::int64_t> model_slots = std::nullopt;  // of its data model at once
  bool is_unbounded = true;  // false: it asks for few rows, whatever its model has
  base::OrganizationUid data_organization = {};  // whose data it asks for, as read; empty: its own
  std::string row_scope = {};  // model::RowScope's digest; empty before it was kept
  std::string peer = {};       // whose request brought it: for the audit, not read again
};

/// The finished file.
struct Output {
  std::string file;       // its name in the file store; empty when it has gone
  std::string file_name;  // the name that a person sees
  std::string mime_type;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::string sha256;  // lower-case hex
  base::Time expires_at;
  std::string row_scope =
      {};  // of its rows, for its Submission; empty: the same, as when it is read
};

/// What kind of reason ended a job; the words for people are in the message.
enum class FailureCode {
  kRequest,      // the data model changed and does not accept this request any more
  kReport,       // the data or the file system did not allow it, as the message says
  kTimeout,      // it took longer than its data model allows
  kTooLarge,     // the file is larger than its data model allows
  kInterrupted,  // the server ended under it three times
  kInternal,     // none of these; the operator's log knows more
};

/// "TIMEOUT", as the status and the table have it.
[[nodiscard]] std::string_view name(FailureCode code);

struct Failure {
  std::string code;
  std::string message;  // in the job's language
};

/// What the reader of a finished report has to know of it.
struct ReportWarning {
  std::string code;     // "CELLS_CUT": see warning_code()
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
  std::optional<base::Time> not_before;   // pending, waiting for an error to pass
  std::optional<Epoch> epoch;             // of the claim, while running and after
  std::int64_t attempt = 0;               // claims so far
  std::int64_t postponed = 0;             // of those, which ended before anything was begun
  std::string log;                        // dated lines for people, each ended by "\n"
  std::optional<Failure> failure;         // exists when failed
  std::vector<ReportWarning> warnings;    // of a completed one, in its log too
  std::optional<Output> output;           // exists when completed, also when its file has gone

  /// The claims that count: kMaxAttempts of them are all.
  [[nodiscard]] std::int64_t attempts() const { return attempt - postponed; }
};

}  // namespace job
