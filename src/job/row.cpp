#include "job/row.h"

#include <algorithm>

#include "base/error.h"
#include "job/sql.h"

namespace job {
namespace {

using database::Statement;

base::Time read_time(const Statement& row, const char* column) {
  return base::to_time(row.integer(column));
}

std::optional<base::Time> read_optional_time(const Statement& row, const char* column) {
  const std::optional<std::int64_t> value = row.optional_integer(column);
  return value ? std::optional{base::to_time(*value)} : std::nullopt;
}

Submission read_submission(const Statement& row) {
  Submission submission;
  submission.organization = base::OrganizationUid{std::string{row.text("organization")}};
  submission.key = base::KeyId{std::string{row.text("key_id")}};
  submission.data_model = row.text("data_model");
  submission.data_model_version = row.integer("data_model_version");
  submission.data_model_sha256 = row.text("data_model_sha256");
  submission.language = parse_language(row.text("lang"));
  submission.time_zone = row.text("time_zone");
  submission.request = row.text("request");
  submission.request_id = row.text("request_id");
  const std::optional<std::string> retried = row.optional_text("retry_of");
  if (retried) submission.retry_of = base::JobId{*retried};
  submission.data_organization = base::OrganizationUid{std::string{row.text("data_of")}};
  submission.row_scope = row.text("extent");
  return submission;
}

std::optional<Failure> read_failure(const Statement& row) {
  std::optional<std::string> code = row.optional_text("failure_code");
  if (!code) return std::nullopt;
  return Failure{*std::move(code), std::string{row.text("failure_message")}};
}

std::optional<Output> read_output(const Statement& row) {
  std::optional<std::string> file_name = row.optional_text("output_file_name");
  if (!file_name) return std::nullopt;
  Output output;
  output.file = row.text("file");
  output.file_name = *std::move(file_name);
  output.mime_type = row.text("output_mime_type");
  output.rows = row.integer("rows");
  output.bytes = row.integer("bytes");
  output.sha256 = row.text("sha256");
  output.expires_at = read_time(row, "expires_at");
  return output;
}

/// One warning per line: a code, a space, a message.
std::vector<ReportWarning> parse_warnings(std::string_view lines) {
  std::vector<ReportWarning> warnings;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const std::size_t space = std::min(line.find(' '), line.size());
    warnings.push_back({std::string{line.substr(0, space)},
                        std::string{line.substr(std::min(space + 1, line.size()))}});
  }
  return warnings;
}

}  // namespace

language::Language parse_language(std::string_view code) {
  const std::optional<language::Language> language = language::parse_language(code);
  if (!language) throw base::Error("job: no language " + std::string{code});
  return *language;
}

Job read_job(const Statement& row) {
  Job job;
  job.id = base::JobId{std::string{row.text("id")}};
  job.submission = read_submission(row);
  job.status = parse_status(row.text("status"));
  job.submitted_at = read_time(row, "submitted_at");
  job.started_at = read_optional_time(row, "started_at");
  job.finished_at = read_optional_time(row, "finished_at");
  job.not_before = read_optional_time(row, "not_before");
  const std::optional<std::int64_t> epoch = row.optional_integer("epoch");
  if (epoch) job.epoch = Epoch{*epoch};
  job.attempt = row.integer("attempt");
  job.postponed = row.integer("postponed");
  job.log = row.text("log");
  job.failure = read_failure(row);
  job.output = read_output(row);
  job.warnings = parse_warnings(row.text("remarks"));
  return job;
}

std::optional<Job> find_job(database::Connection& connection, std::string_view organization,
                            std::string_view id) {
  Statement rows = statement(connection, "find");
  rows.bind(":id", id).bind(":organization", organization);
  return rows.step() ? std::optional{read_job(rows)} : std::nullopt;
}

}  // namespace job
