#include "worker/workshop.h"

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "base/error.h"

namespace {

const base::OrganizationUid kOrganization{"riyadh"};

}  // namespace

model::Order ScriptedMaker::order(const job::Job&) const {
  on_order();
  model::Order order;
  order.model = &data_model;
  return order;
}

worker::Made ScriptedMaker::make(const model::Order&, const job::Job&,
                                 const std::filesystem::path& file, job::Progress& progress,
                                 const std::stop_token& stop) const {
  return script(file, progress, stop);
}

worker::Made ScriptedMaker::write_workbook(const std::filesystem::path& file, job::Progress&,
                                           const std::stop_token&) {
  std::ofstream(file) << "workbook";
  return {.file_name = "invoices.xlsx",
          .mime_type = "application/x",
          .rows = 3,
          .bytes = 8,
          .sha256 = "ab",
          .remarks = {}};
}

worker::Made ScriptedMaker::work_on(const std::filesystem::path&, job::Progress&,
                                    const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock hold(mutex);
  stopped.wait(hold, stop, [] { return false; });
  throw base::Canceled();
}

base::JobId Workshop::submit() {
  return store.submit({.organization = kOrganization,
                       .key = base::KeyId{"key"},
                       .data_model = "sales",
                       .data_model_version = 1,
                       .language = language::Language::kEnglish,
                       .time_zone = "UTC",
                       .request = "{}",
                       .is_unbounded = false});
}

job::Job Workshop::found(const base::JobId& id) { return store.find(kOrganization, id).value(); }

job::Job Workshop::ended(const base::JobId& id) {
  while (true) {
    const std::uint64_t seen = changes.version();
    job::Job job = found(id);
    if (is_terminal(job.status)) return job;
    changes.wait(seen, {});
  }
}

std::size_t Workshop::files() const {
  const std::filesystem::directory_iterator entries(spool.directory());
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

void Workshop::refuse(std::string_view condition) {
  database.writer.commit([&](database::Connection& connection) {
    connection.execute("CREATE TRIGGER refusal BEFORE UPDATE ON jobs WHEN " +
                       std::string{condition} + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
  });
}
