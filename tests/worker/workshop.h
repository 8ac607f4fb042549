#pragma once

#include <functional>

#include "support/manual_clock.h"
#include "job/store.h"
#include "support/app_database.h"
#include "worker/turn.h"

/// A maker that does what the test says.
class ScriptedMaker final : public worker::Maker {
 public:
  using Script = std::function<worker::Made(const std::filesystem::path&, job::Progress&,
                                            const std::stop_token&)>;

  [[nodiscard]] model::Order order(const job::Job&) const override;
  [[nodiscard]] worker::Made make(const model::Order& order, const job::Job& job,
                                  const std::filesystem::path& file, job::Progress& progress,
                                  const std::stop_token& stop) const override;

  model::DataModel data_model;
  std::function<void()> on_order = [] {};
  Script script = write_workbook;

  static worker::Made write_workbook(const std::filesystem::path& file, job::Progress&,
                                     const std::stop_token&);
  /// Works until it is stopped.
  static worker::Made work_on(const std::filesystem::path&, job::Progress&,
                              const std::stop_token& stop);
};

/// A database, a spool and all that a worker needs.
struct Workshop {
  AppDatabase database;
  ManualClock clock;
  language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  job::Store store{database.writer, database.readers, messages, clock};
  job::ProgressTable progress;
  worker::Spool spool{database.directory() / "files", 0};
  ScriptedMaker maker;
  base::Log log{base::Severity::kError};
  worker::Workplace place{store, progress, spool, maker, clock, log, std::chrono::milliseconds{1}};
  job::Epoch epoch = store.start();
  job::EventCount changes;  // rings with each of the store's news

  Workshop() {
    store.event_log().subscribe(
        [this](const job::JobEventLog::JobEvent&) { changes.notify_all(); });
  }
  ~Workshop() { store.event_log().subscribe({}); }

  base::JobId submit();
  job::Job found(const base::JobId& id);
  /// Returns when the job has come to its end.
  job::Job ended(const base::JobId& id);
  std::size_t files() const;
  /// Lets SQLite refuse every change of a job to a row for which this holds ("new.status = ...").
  void refuse(std::string_view condition);
};
