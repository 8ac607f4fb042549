#include "app/engine.h"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <string>
#include <thread>

#include "app/catalogue_report.h"
#include "app/front.h"
#include "app/migrations.h"
#include "base/cpu_slots.h"
#include "base/error.h"

namespace app {
namespace {

/// Enough for a commit; then the next start finds the jobs.
constexpr std::chrono::seconds kReleaseTime{2};

std::size_t workers_of(const ServeSettings& settings) {
  if (settings.workers > 0) return settings.workers;
  // One is kept for what is not large.
  return static_cast<std::size_t>(base::usable_cores()) + 1;
}

/// Keys and other organizations' jobs are in the server's own database: no report is of that.
std::shared_ptr<const model::Catalogue> of_foreign_sources(
    std::shared_ptr<const model::Catalogue> catalogue, const source::SourceRegistry& sources) {
  for (const auto& [name, definition] : catalogue->sources())
    sources.reject_own_database(definition);
  return catalogue;
}

/// What an earlier run left running, and what it left lying about.
void tidy(job::Store& store, job::Epoch epoch, job::JobRetention& shelf,
          const worker::FileStore& spool, base::Log& log) {
  const job::Store::Recovered recovered = store.recover(epoch);
  for (const base::JobId& id : recovered.requeued)
    log.warning("job.interrupted", {{"jobId", id.text()}});
  for (const base::JobId& id : recovered.failed) {
    log.error("job.failed", {{"jobId", id.text()}, {"code", name(job::FailureCode::kInterrupted)}});
  }
  const std::size_t removed = spool.remove_orphans(shelf.stored_files());
  if (removed > 0) log.info("files.swept", {{"files", std::to_string(removed)}});
}

}  // namespace

Engine::Engine(const ServeSettings& settings, base::Log& log)
    : directory_(settings.data),
      sources_(directory_.database(), &log),
      catalogues_(of_foreign_sources(load_catalogue(settings.catalogue, messages_), sources_)),
      throttles_(settings.rates),
      writer_((directory_.lock_exclusive(), directory_.require_database(), directory_.database()),
              migrations()),
      readers_(directory_.database()),
      log_(log),
      store_(writer_, readers_, messages_, clock_),
      shelf_(writer_, readers_, clock_),
      queue_(readers_, clock_),
      listing_(readers_),
      keys_(writer_, readers_, clock_),
      links_(writer_, readers_, clock_, settings.link_lifetime),
      audit_(writer_, readers_, clock_),
      spool_(directory_.files(), settings.disk_reserve),
      maker_(catalogues_, sources_, keys_, messages_, clock_, settings.compression),
      epoch_(store_.start()),
      caretaker_(shelf_, spool_, clock_, log),
      watch_(catalogues_, sources_, messages_, log),
      source_watch_(catalogues_, sources_, log),
      server_({.clock = clock_,
               .log = log,
               .messages = messages_,
               .keys = keys_,
               .links = links_,
               .audit = audit_,
               .rate_limiters = throttles_,
               .jobs = store_,
               .queue = queue_,
               .listing = listing_,
               .progress = progress_,
               .files = spool_,
               .sources = sources_,
               .source_states = [this] { return source_watch_.states(); },
               .catalogue = [this] { return catalogues_.current(); },
               .envelope = {settings.app_name, settings.service_name, base::new_uuid(clock_.now())},
               .queue_limits = settings.bounds},
              front_of(settings)),
      pool_((tidy(store_, epoch_, shelf_, spool_, log),
             worker::WorkerContext{store_, progress_, spool_, maker_, clock_, log}),
            epoch_, workers_of(settings)) {
  log.info("workers", {{"threads", std::to_string(workers_of(settings))},
                       {"cores", std::to_string(base::usable_cores())}});
  links_.ensure_signing_key();
  caretaker_.start();
  watch_.start();
  source_watch_.start();
  server_.start();
}

Engine::~Engine() { server_.stop(); }

void Engine::abandon() {
  std::packaged_task<std::size_t()> release([this] { return store_.release(epoch_); });
  auto released = release.get_future();
  std::jthread thread;  // nobody waits for its end
  std::string jobs = "unknown";
  try {
    thread = std::jthread(std::move(release));
    if (released.wait_for(kReleaseTime) == std::future_status::ready) {
      jobs = std::to_string(released.get());
    }
  } catch (const std::exception& error) {
    log_.error("stop.unrecorded", {{"what", error.what()}});
  }
  log_.warning("stop.abandoned", {{"jobs", jobs}});
  std::_Exit(EXIT_SUCCESS);
}

}  // namespace app
