#include "app/server_app.h"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <iterator>
#include <string>
#include <thread>

#include "app/catalogue_health_check.h"
#include "app/catalogue_report.h"
#include "app/data_health_check.h"
#include "app/migrations.h"
#include "app/server_permissions.h"
#include "app/server_settings.h"
#include "app/sign_in_url.h"
#include "base/cpu_slots.h"
#include "base/error.h"

namespace app {
namespace {

/// Enough for a commit. What is not released in time is recovered by the next start.
constexpr std::chrono::seconds kReleaseTimeout{2};

std::size_t worker_count(const ServeSettings& settings) {
  if (settings.workers > 0) return settings.workers;
  // One thread more than cores: the pool keeps one for jobs that are not large.
  return static_cast<std::size_t>(base::usable_cores()) + 1;
}

/// Loads what is whole of the catalogue; throws base::Error if a source of it is the server's own
/// database, which holds keys and the jobs of all organizations.
std::shared_ptr<const model::Catalogue> load_served_catalogue(
    const std::filesystem::path& directory, const language::MessageCatalog& messages,
    const source::SourceRegistry& sources) {
  auto catalogue = load_usable_part(directory, messages);
  for (const auto& [name, definition] : catalogue->sources())
    sources.reject_own_database(definition);
  return catalogue;
}

/// The database's file, which only this process may migrate and serve from now on.
std::filesystem::path lock_database(worker::DataDirectory& directory) {
  directory.lock_exclusive();
  directory.require_database();
  return directory.database();
}

std::vector<server::HealthFinding> to_health_findings(Findings findings) {
  std::vector<server::HealthFinding> converted;
  for (Finding& finding : findings) {
    converted.push_back({std::string{level_name(finding.level)}, std::move(finding.subject),
                         std::move(finding.message)});
  }
  return converted;
}

/// All checks of `doctor`.
Findings full_findings(const ServeSettings& settings, const base::Clock& clock) {
  DataHealthCheck data(settings.data, clock, settings.disk_reserve);
  Findings findings = data.findings();
  std::ranges::move(check_catalogue_health(settings.catalogue, data.waiting_jobs(),
                                           ServerPermissions(settings.data)),
                    std::back_inserter(findings));
  return findings;
}

}  // namespace

ServerApp::Database::Database(worker::DataDirectory& directory)
    : writer(lock_database(directory), migrations()), read_pool(directory.database()) {}

ServerApp::Jobs::Jobs(Database& database, const language::MessageCatalog& messages,
                      const base::Clock& clock)
    : store(database.writer, database.read_pool, messages, clock),
      retention(database.writer, database.read_pool, clock),
      queue(database.read_pool, clock),
      listing(database.read_pool) {}

ServerApp::Auth::Auth(Database& database, const base::Clock& clock, const ServeSettings& settings)
    : keys(database.writer, database.read_pool, clock),
      sessions(database.writer, database.read_pool, clock, keys, settings.session_idle),
      download_links(database.writer, database.read_pool, clock, settings.link_lifetime),
      audit(database.writer, database.read_pool, clock) {}

ServerApp::ServerApp(const ServeSettings& settings, base::Log& log)
    : log_(log),
      data_directory_(settings.data),
      sources_(data_directory_.database(), &log),
      catalogues_(load_served_catalogue(settings.catalogue, messages_, sources_)),
      rate_limiters_(settings.rate_limits),
      database_(data_directory_),
      jobs_(database_, messages_, clock_),
      auth_(database_, clock_, settings),
      preferences_(database_, clock_),
      file_store_(data_directory_.files(), settings.disk_reserve),
      renderer_(catalogues_, sources_, auth_.keys, messages_, clock_, settings.compression),
      epoch_(jobs_.store.start()),
      retention_sweeper_(jobs_.retention, file_store_, clock_, log),
      catalogue_reloader_(catalogues_, sources_, jobs_.store, messages_, log),
      source_monitor_(catalogues_, sources_, clock_, log),
      preview_lane_(PreviewRenderer(sources_, messages_, clock_, file_store_)),
      server_(services(settings), server_settings(settings)) {
  recover_interrupted_jobs();
  catalogue_reloader_.hold_jobs();
  remove_orphaned_files();
  start_workers(worker_count(settings));
  auth_.download_links.ensure_signing_key();
  auth_.sessions.set_base_url(server_.base_url());
  retention_sweeper_.start();
  catalogue_reloader_.start();
  source_monitor_.start();
  server_.start();
}

server::Services ServerApp::services(const ServeSettings& settings) {
  return {
      .clock = clock_,
      .log = log_,
      .messages = messages_,
      .jobs = {.store = jobs_.store,
               .queue = jobs_.queue,
               .listing = jobs_.listing,
               .progress = jobs_.progress,
               .files = file_store_,
               .queue_limits = settings.queue_limits,
               .workers = static_cast<std::int64_t>(worker_count(settings))},
      .auth = {.keys = auth_.keys,
               .sessions = auth_.sessions,
               .links = auth_.download_links,
               .audit = auth_.audit,
               .rate_limiters = rate_limiters_},
      .data = {.catalogue = [this] { return catalogues_.current(); },
               .sources = sources_,
               .source_states = [this] { return source_monitor_.states(); }},
      .previews = preview_lane_,
      .installation = {
          .health =
              [this, data = settings.data, reserve = settings.disk_reserve] {
                return to_health_findings(DataHealthCheck(data, clock_, reserve).quick_findings());
              },
          .full_health = [this, settings] { return run_full_check(settings); },
          .catalogue_faults = [this] { return catalogue_reloader_.faults(); },
          .test_source = [this](const std::string& name) { return source_monitor_.test(name); }},
      .preferences = {.favourites = preferences_.favourites,
                      .saved_requests = preferences_.saved_requests},
      .envelope = {settings.app_name, settings.service_name, base::new_uuid(clock_.now())}};
}

std::optional<std::vector<server::HealthFinding>> ServerApp::run_full_check(
    const ServeSettings& settings) {
  const std::unique_lock lock(full_check_mutex_, std::try_to_lock);
  if (!lock) return std::nullopt;
  return to_health_findings(full_findings(settings, clock_));
}

std::string ServerApp::status() const {
  const std::size_t models = catalogues_.current()->models().size();
  if (models == 0) {
    return "Serving " + server_.url() +
           " without reports yet. Next: sudo gormic-bi setup, or see " + server_.base_url() +
           "/console";
  }
  return "Serving " + std::to_string(models) + " reports on " + server_.url();
}

/// Jobs that were running when the last server ended.
void ServerApp::recover_interrupted_jobs() {
  const job::Store::Recovered recovered = jobs_.store.recover(epoch_);
  for (const base::JobId& id : recovered.requeued)
    log_.warning("job.interrupted", {{"jobId", id.text()}});
  for (const base::JobId& id : recovered.failed) {
    log_.error("job.failed",
               {{"jobId", id.text()}, {"code", name(job::FailureCode::kInterrupted)}});
  }
}

/// Files that no job refers to.
void ServerApp::remove_orphaned_files() {
  const std::size_t removed = file_store_.remove_orphans(jobs_.retention.stored_files());
  if (removed > 0) log_.info("files.orphans_removed", {{"files", std::to_string(removed)}});
}

void ServerApp::start_workers(std::size_t count) {
  workers_.emplace(
      worker::WorkerContext{jobs_.store, jobs_.progress, file_store_, renderer_, clock_, log_},
      epoch_, count);
  log_.info("workers",
            {{"threads", std::to_string(count)}, {"cores", std::to_string(base::usable_cores())}});
}

ServerApp::~ServerApp() { server_.stop(); }

std::string ServerApp::create_sign_in_link(const auth::ApiKey& key) {
  return sign_in_url(server_.base_url(),
                     auth_.sessions.create_link(key, std::nullopt, {.action = {}, .peer = "demo"}));
}

void ServerApp::abort_process() {
  std::packaged_task<std::size_t()> release([this] { return jobs_.store.release(epoch_); });
  auto released = release.get_future();
  std::jthread thread;  // not joined: std::_Exit ends it
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
