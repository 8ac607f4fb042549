#pragma once

#include <functional>

#include "support/manual_clock.h"
#include "job/store.h"
#include "support/app_database.h"
#include "worker/job_run.h"

/// A renderer that runs a function of the test.
class ScriptedRenderer final : public worker::ReportRenderer {
 public:
  using Script = std::function<worker::RenderedFile(const std::filesystem::path&, job::Progress&,
                                                    const std::stop_token&)>;

  [[nodiscard]] model::ReportSpec report_spec(const job::Job&) const override;
  [[nodiscard]] worker::RenderedFile render(const model::ReportSpec& order, const job::Job& job,
                                            const std::filesystem::path& file,
                                            job::Progress& progress,
                                            const std::stop_token& stop) const override;

  model::DataModel data_model;
  std::function<void()> on_report_spec = [] {};
  Script script = write_workbook;

  static worker::RenderedFile write_workbook(const std::filesystem::path& file, job::Progress&,
                                             const std::stop_token&);
  /// Reports progress until it is stopped.
  static worker::RenderedFile work_on(const std::filesystem::path&, job::Progress&,
                                      const std::stop_token& stop);
};

/// A database, a file store and everything else that a worker needs.
struct WorkerFixture {
  AppDatabase database;
  ManualClock clock;
  language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  job::Store store{database.writer, database.readers, messages, clock};
  job::ProgressTable progress;
  worker::FileStore file_store{database.directory() / "files", 0};
  ScriptedRenderer renderer;
  base::Log log{base::Severity::kError};
  worker::WorkerContext context{
      store, progress, file_store, renderer, clock, log, std::chrono::milliseconds{1}};
  job::Epoch epoch = store.start();
  job::EventCount change_event;  // notified with each event of the store

  WorkerFixture() {
    store.event_log().subscribe(
        [this](const job::JobEventLog::JobEvent&) { change_event.notify_all(); });
  }
  ~WorkerFixture() { store.event_log().subscribe({}); }

  base::JobId submit();
  job::Job find(const base::JobId& id);
  /// Returns when the job is terminal.
  job::Job wait_for_end(const base::JobId& id);
  std::size_t count_files() const;
  /// Makes SQLite reject every update of a job for which the condition holds ("new.status = ...").
  void reject_updates(std::string_view condition);
};
