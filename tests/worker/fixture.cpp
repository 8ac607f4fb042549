#include "worker/fixture.h"

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "base/error.h"

namespace {

const base::OrganizationUid kOrganization{"riyadh"};

}  // namespace

model::ReportSpec ScriptedRenderer::report_spec(const job::Job&) const {
  on_report_spec();
  model::ReportSpec order;
  order.model = &data_model;
  return order;
}

worker::RenderedFile ScriptedRenderer::render(const model::ReportSpec&, const job::Job&,
                                              const std::filesystem::path& file,
                                              job::Progress& progress,
                                              const std::stop_token& stop) const {
  return script(file, progress, stop);
}

worker::RenderedFile ScriptedRenderer::write_workbook(const std::filesystem::path& file,
                                                      job::Progress&, const std::stop_token&) {
  std::ofstream(file) << "workbook";
  return {.file_name = "invoices.xlsx",
          .mime_type = "application/x",
          .rows = 3,
          .bytes = 8,
          .sha256 = "ab",
          .report_warnings = {}};
}

worker::RenderedFile ScriptedRenderer::work_on(const std::filesystem::path&, job::Progress&,
                                               const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock hold(mutex);
  stopped.wait(hold, stop, [] { return false; });
  throw base::Canceled();
}

base::JobId WorkerFixture::submit() {
  return store.submit({.organization = kOrganization,
                       .key = base::KeyId{"key"},
                       .data_model = "sales",
                       .data_model_version = 1,
                       .language = language::Language::kEnglish,
                       .time_zone = "UTC",
                       .request = "{}",
                       .is_unbounded = false});
}

job::Job WorkerFixture::find(const base::JobId& id) {
  return store.find(kOrganization, id).value();
}

job::Job WorkerFixture::wait_for_end(const base::JobId& id) {
  while (true) {
    const std::uint64_t seen = change_event.version();
    job::Job job = find(id);
    if (is_terminal(job.status)) return job;
    change_event.wait(seen, {});
  }
}

std::size_t WorkerFixture::count_files() const {
  const std::filesystem::directory_iterator entries(file_store.directory());
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

void WorkerFixture::reject_updates(std::string_view condition) {
  database.writer.commit([&](database::Connection& connection) {
    connection.execute("CREATE TRIGGER refusal BEFORE UPDATE ON jobs WHEN " +
                       std::string{condition} + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
  });
}
