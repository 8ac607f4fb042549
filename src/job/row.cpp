#include "job/row.h"

#include <algorithm>

#include "base/error.h"

namespace job {
namespace {

/// Reads the columns of a row one after the other.
class Columns {
 public:
  explicit Columns(const database::Statement& row) : row_(row) {}

  std::string text() { return std::string{row_.text(next_++)}; }
  std::optional<std::string> optional_text() { return row_.optional_text(next_++); }
  std::int64_t integer() { return row_.integer(next_++); }
  std::optional<std::int64_t> optional_integer() { return row_.optional_integer(next_++); }
  base::Time time() { return base::time_of(integer()); }
  std::optional<base::Time> optional_time() {
    const std::optional<std::int64_t> value = optional_integer();
    return value ? std::optional{base::time_of(*value)} : std::nullopt;
  }

 private:
  const database::Statement& row_;
  int next_ = 0;
};

Submission submission_of(Columns& columns) {
  Submission submission;
  submission.organization = base::OrganizationUid{columns.text()};
  submission.key = base::KeyId{columns.text()};
  submission.data_model = columns.text();
  submission.data_model_version = columns.integer();
  submission.data_model_sha256 = columns.text();
  submission.language = language_of(columns.text());
  submission.time_zone = columns.text();
  submission.request = columns.text();
  submission.request_id = columns.text();
  const std::optional<std::string> retried = columns.optional_text();
  if (retried) submission.retry_of = base::JobId{*retried};
  return submission;
}

std::optional<Failure> failure_of(Columns& columns) {
  const std::optional<std::string> code = columns.optional_text();
  std::optional<std::string> message = columns.optional_text();
  if (!code) return std::nullopt;
  return Failure{*code, std::move(message).value_or("")};
}

std::optional<Output> output_of(Columns& columns) {
  Output output;
  output.file = columns.text();
  const std::optional<std::string> file_name = columns.optional_text();
  output.file_name = file_name.value_or("");
  output.mime_type = columns.text();
  output.rows = columns.integer();
  output.bytes = columns.integer();
  output.sha256 = columns.text();
  output.expires_at = columns.time();
  return file_name ? std::optional{std::move(output)} : std::nullopt;
}

/// A line each: a code, a blank, a message.
std::vector<Remark> remarks_of(std::string_view lines) {
  std::vector<Remark> remarks;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const std::size_t blank = std::min(line.find(' '), line.size());
    remarks.push_back({std::string{line.substr(0, blank)},
                       std::string{line.substr(std::min(blank + 1, line.size()))}});
  }
  return remarks;
}

}  // namespace

language::Language language_of(std::string_view code) {
  const std::optional<language::Language> language = language::language_of(code);
  if (!language) throw base::Error("job: no language " + std::string{code});
  return *language;
}

Job job_of(const database::Statement& row) {
  Columns columns(row);
  Job job;
  job.id = base::JobId{columns.text()};
  job.submission = submission_of(columns);
  job.status = status_of(columns.text());
  job.submitted_at = columns.time();
  job.started_at = columns.optional_time();
  job.finished_at = columns.optional_time();
  job.not_before = columns.optional_time();
  const std::optional<std::int64_t> epoch = columns.optional_integer();
  if (epoch) job.epoch = Epoch{*epoch};
  job.attempt = columns.integer();
  job.log = columns.text();
  job.failure = failure_of(columns);
  job.output = output_of(columns);
  job.remarks = remarks_of(columns.text());
  job.submission.data_of = base::OrganizationUid{columns.text()};
  job.submission.extent = columns.text();
  job.postponed = columns.integer();
  return job;
}

}  // namespace job
