#include "job/fenced_job.h"

#include <algorithm>
#include <string>

#include "job/row.h"
#include "job/sql.h"
#include "job/warning_code.h"
#include "language/search_fold.h"

namespace job {
namespace {

using database::Statement;

Statement& bind_fence(Statement& statement, const Fence& fence) {
  return statement.bind(":id", fence.job.text())
      .bind(":epoch", static_cast<std::int64_t>(fence.epoch))
      .bind(":attempt", fence.attempt);
}

std::string single_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

std::optional<LogLocale> FencedJob::log_locale_if_held() const {
  Statement rows = statement(connection_, "log_locale");
  bind_fence(rows, fence_);
  if (!rows.step()) return std::nullopt;
  return LogLocale{parse_language(rows.text("lang")), std::string{rows.text("time_zone")}};
}

FencedJob::Postponements FencedJob::postponements() const {
  Statement rows = statement(connection_, "postponements");
  bind_fence(rows, fence_);
  if (!rows.step()) return {};
  const std::optional<std::int64_t> since = rows.optional_integer("unreachable_since");
  return {since ? std::optional{base::to_time(*since)} : std::nullopt, rows.integer("postponed")};
}

bool FencedJob::complete(const Output& output, const std::vector<base::Message>& report_warnings,
                         std::chrono::microseconds took) {
  const std::optional<LogLocale> locale = log_locale_if_held();
  if (!locale) return false;
  std::string lines;
  std::string warning_lines;
  for (const base::Message& warning : report_warnings) {
    lines += log_writer_.line(*locale, warning);
    warning_lines += warning_code(warning);
    warning_lines += ' ' + single_line(log_writer_.text(*locale, warning)) + '\n';
  }
  lines += log_writer_.line(*locale, base::Message{"job.completed", {{"rows", output.rows}}});
  const std::string name_text = language::fold_for_search(output.file_name);
  statement(connection_, "insert_name_text")
      .bind(":id", fence_.job.text())
      .bind(":text", name_text)
      .run();
  Statement update = statement(connection_, "complete");
  bind_fence(update, fence_)
      .bind(":now", base::to_microseconds(clock_.now()))
      .bind(":lines", lines)
      .bind(":remarks", warning_lines)
      .bind(":file", output.file)
      .bind(":output_file_name", output.file_name)
      .bind(":output_mime_type", output.mime_type)
      .bind(":rows", output.rows)
      .bind(":bytes", output.bytes)
      .bind(":sha256", output.sha256)
      .bind(":expires_at", base::to_microseconds(output.expires_at))
      .bind(":took", took.count())
      .bind(":forget_at", base::to_microseconds(output.expires_at + kRowRetentionAfterFile))
      .bind(":extent", output.row_scope)
      .bind(":name_text", name_text)
      .run();
  return true;
}

bool FencedJob::fail(FailureCode code, const base::Message& reason,
                     std::chrono::microseconds took) {
  const std::optional<LogLocale> locale = log_locale_if_held();
  if (!locale) return false;
  const base::Time now = clock_.now();
  const std::string message = log_writer_.text(*locale, reason);
  Statement update = statement(connection_, "fail");
  bind_fence(update, fence_)
      .bind(":now", base::to_microseconds(now))
      .bind(":lines", log_writer_.line(*locale, base::Message{"job.failed", {{"reason", message}}}))
      .bind(":failure_code", name(code))
      .bind(":failure_message", message)
      .bind_optional(":took", took.count() > 0 ? std::optional{took.count()} : std::nullopt)
      .bind(":forget_at", base::to_microseconds(purge_at(now)))
      .run();
  return true;
}

bool FencedJob::defer(std::chrono::milliseconds delay, const base::Message& reason) {
  const std::optional<LogLocale> locale = log_locale_if_held();
  if (!locale) return false;
  const base::Message line{"job.deferred",
                           {{"reason", log_writer_.text(*locale, reason)},
                            {"seconds", std::chrono::ceil<std::chrono::seconds>(delay).count()}}};
  Statement update = statement(connection_, "defer");
  bind_fence(update, fence_)
      .bind(":not_before", base::to_microseconds(clock_.now() + delay))
      .bind(":lines", log_writer_.line(*locale, line))
      .run();
  return true;
}

bool FencedJob::postpone(std::chrono::milliseconds delay, bool is_first,
                         const base::Message& reason) {
  const std::optional<LogLocale> locale = log_locale_if_held();
  if (!locale) return false;
  const base::Message line{
      "job.postponed",
      {{"reason", log_writer_.text(*locale, reason)}, {"minutes", kMaxUnreachable.count()}}};
  const base::Time now = clock_.now();
  Statement update = statement(connection_, "postpone");
  bind_fence(update, fence_)
      .bind(":now", base::to_microseconds(now))
      .bind(":not_before", base::to_microseconds(now + delay))
      .bind(":lines", is_first ? log_writer_.line(*locale, line) : std::string{})
      .run();
  return true;
}

bool FencedJob::requeue(const base::Message& reason) { return set_pending("requeue", reason); }

bool FencedJob::release() { return set_pending("release", base::Message{"job.released"}); }

bool FencedJob::set_pending(std::string_view statement_name, const base::Message& reason) {
  const std::optional<LogLocale> locale = log_locale_if_held();
  if (!locale) return false;
  Statement update = statement(connection_, statement_name);
  bind_fence(update, fence_).bind(":lines", log_writer_.line(*locale, reason)).run();
  return true;
}

}  // namespace job
