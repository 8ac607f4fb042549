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

/// How long the row of a completed job is kept after its file.
constexpr std::chrono::days kRowRetentionAfterFile{30};
/// When the row of a job that ends now without a file is deleted: its column `forget_at`.
[[nodiscard]] constexpr base::Time purge_at(base::Time now) {
  return now + base::kDefaultRetention + kRowRetentionAfterFile;
}

/// A checked request for a report.
struct Submission {
  base::OrganizationUid organization;  // the owner: that of the header, and of the API key
  base::KeyId key;
  std::string data_model;
  std::int64_t data_model_version = 0;
  std::string data_model_sha256 = {};  // of its files; empty in rows of older versions
  language::Language language = language::Language::kEnglish;
  std::string time_zone = "UTC";  // IANA name, for the dates of the log
  std::string request;            // the body's `params`, JSON text
  std::string request_id = {};    // of the HTTP request
  std::optional<base::JobId> retry_of = std::nullopt;
  std::optional<std::int64_t> model_slots = std::nullopt;  // jobs of its data model at once
  bool is_unbounded = true;                      // false: the request itself limits the rows
  base::OrganizationUid data_organization = {};  // whose data it reads; empty: its own
  std::string row_scope = {};  // model::RowScope's digest; empty in rows of older versions
  std::string peer = {};       // the client's address, for the audit; not read back
  std::vector<std::string> titles = {};  // of the data model, for the search; not read back
};

/// The finished file.
struct Output {
  std::string file;       // its name in the file store; empty when it has been removed
  std::string file_name;  // the name that a person sees
  std::string mime_type;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::string sha256;  // lower-case hex
  base::Time expires_at;
  std::string row_scope = {};  // of the rows in the file; empty: that of the Submission
};

/// Why a job failed.
enum class FailureCode {
  kRequest,      // the data model changed and does not accept this request any more
  kReport,       // the data or the file system did not allow it, as the message says
  kTimeout,      // it took longer than its data model allows
  kTooLarge,     // the file is larger than its data model allows
  kInterrupted,  // the server ended three times while the job ran
  kInternal,     // anything else; the operator's log has more
};

/// "TIMEOUT", as in the job's status and in the table.
[[nodiscard]] std::string_view name(FailureCode code);

struct Failure {
  std::string code;
  std::string message;  // in the job's language
};

/// What the reader of a finished report has to know about it.
struct ReportWarning {
  std::string code;     // "CELLS_CUT": see warning_code()
  std::string message;  // in the job's language
};

/// The fencing token: what the worker of a running job must show to change it. No other claim of
/// the job has the same.
struct Fence {
  base::JobId job;
  Epoch epoch{};
  std::int64_t attempt = 0;
};

/// A copy of a row of the job table, as it was when it was read.
struct Job {
  base::JobId id;
  Submission submission;
  Status status = Status::kPending;
  base::Time submitted_at;
  std::optional<base::Time> started_at;   // of the current or last attempt
  std::optional<base::Time> finished_at;  // when terminal
  std::optional<base::Time> not_before;   // when pending and waiting for its next attempt
  std::optional<Epoch> epoch;             // of the claim, while running and after
  std::int64_t attempt = 0;               // claims so far
  std::int64_t postponed = 0;             // claims that ended before any work began
  std::string log;                        // dated lines for people, each ended by "\n"
  std::optional<Failure> failure;         // when failed
  std::vector<ReportWarning> warnings;    // when completed; in its log, too
  std::optional<Output> output;           // when completed, also after its file is removed

  /// The claims that count: at most Store::kMaxAttempts.
  [[nodiscard]] std::int64_t attempts() const { return attempt - postponed; }
};

}  // namespace job
