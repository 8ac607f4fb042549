#include "app/server_app.h"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <string>
#include <thread>

#include "app/catalogue_report.h"
#include "app/server_settings.h"
#include "app/migrations.h"
#include "base/cpu_slots.h"
#include "base/error.h"

namespace app {
namespace {

/// Enough for a commit; then the next start finds the jobs.
constexpr std::chrono::seconds kReleaseTimeout{2};

std::size_t worker_count(const ServeSettings& settings) {
  if (settings.workers > 0) return settings.workers;
  // One is kept for what is not large.
  return static_cast<std::size_t>(base::usable_cores()) + 1;
}

/// Keys and other organizations' jobs are in the server's own database: no report is of that.
std::shared_ptr<const model::Catalogue> without_own_database(
    std::shared_ptr<const model::Catalogue> catalogue, const source::SourceRegistry& sources) {
  for (const auto& [name, definition] : catalogue->sources())
    sources.reject_own_database(definition);
  return catalogue;
}

/// What an earlier run left running, and files that no job names.
void recover_after_restart(job::Store& store, job::Epoch epoch, job::JobRetention& retention,
                           const worker::FileStore& file_store, base::Log& log) {
  const job::Store::Recovered recovered = store.recover(epoch);
  for (const base::JobId& id : recovered.requeued)
    log.warning("job.interrupted", {{"jobId", id.text()}});
  for (const base::JobId& id : recovered.failed) {
    log.error("job.failed", {{"jobId", id.text()}, {"code", name(job::FailureCode::kInterrupted)}});
  }
  const std::size_t removed = file_store.remove_orphans(retention.stored_files());
  if (removed > 0) log.info("files.orphans_removed", {{"files", std::to_string(removed)}});
}

}  // namespace

ServerApp::ServerApp(const ServeSettings& settings, base::Log& log)
    : data_directory_(settings.data),
      sources_(data_directory_.database(), &log),
      catalogues_(without_own_database(load_catalogue(settings.catalogue, messages_), sources_)),
      rate_limiters_(settings.rate_limits),
      writer_((data_directory_.lock_exclusive(), data_directory_.require_database(),
               data_directory_.database()),
              migrations()),
      read_pool_(data_directory_.database()),
      log_(log),
      store_(writer_, read_pool_, messages_, clock_),
      retention_(writer_, read_pool_, clock_),
      queue_(read_pool_, clock_),
      listing_(read_pool_),
      keys_(writer_, read_pool_, clock_),
      download_links_(writer_, read_pool_, clock_, settings.link_lifetime),
      audit_(writer_, read_pool_, clock_),
      file_store_(data_directory_.files(), settings.disk_reserve),
      renderer_(catalogues_, sources_, keys_, messages_, clock_, settings.compression),
      epoch_(store_.start()),
      retention_sweeper_(retention_, file_store_, clock_, log),
      catalogue_reloader_(catalogues_, sources_, messages_, log),
      source_monitor_(catalogues_, sources_, log),
      server_({.clock = clock_,
               .log = log,
               .messages = messages_,
               .keys = keys_,
               .links = download_links_,
               .audit = audit_,
               .rate_limiters = rate_limiters_,
               .jobs = store_,
               .queue = queue_,
               .listing = listing_,
               .progress = progress_,
               .files = file_store_,
               .sources = sources_,
               .source_states = [this] { return source_monitor_.states(); },
               .catalogue = [this] { return catalogues_.current(); },
               .envelope = {settings.app_name, settings.service_name, base::new_uuid(clock_.now())},
               .queue_limits = settings.queue_limits},
              server_settings(settings)),
      pool_((recover_after_restart(store_, epoch_, retention_, file_store_, log),
             worker::WorkerContext{store_, progress_, file_store_, renderer_, clock_, log}),
            epoch_, worker_count(settings)) {
  log.info("workers", {{"threads", std::to_string(worker_count(settings))},
                       {"cores", std::to_string(base::usable_cores())}});
  download_links_.ensure_signing_key();
  retention_sweeper_.start();
  catalogue_reloader_.start();
  source_monitor_.start();
  server_.start();
}

ServerApp::~ServerApp() { server_.stop(); }

void ServerApp::abort_process() {
  std::packaged_task<std::size_t()> release([this] { return store_.release(epoch_); });
  auto released = release.get_future();
  std::jthread thread;  // nobody waits for its end
  std::string jobs = "unknown";
  try {
    thread = std::jthread(std::move(release));
    if (released.wait_for(kReleaseTimeout) == std::future_status::ready) {
      jobs = std::to_string(released.get());
    }
  } catch (const std::exception& error) {
    log_.error("stop.update_failed", {{"what", error.what()}});
  }
  log_.warning("stop.aborted", {{"jobs", jobs}});
  std::_Exit(EXIT_SUCCESS);
}

}  // namespace app
