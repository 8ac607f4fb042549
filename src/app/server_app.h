#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/catalogue_reloader.h"
#include "app/job_report_renderer.h"
#include "app/preview_renderer.h"
#include "app/settings.h"
#include "app/source_health_monitor.h"
#include "auth/api_key_store.h"
#include "auth/audit.h"
#include "auth/download_links.h"
#include "auth/rate_limiters.h"
#include "auth/session_store.h"
#include "base/log.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "job/job_retention.h"
#include "job/listing.h"
#include "job/progress.h"
#include "job/queue.h"
#include "job/store.h"
#include "language/message_catalog.h"
#include "preference/favourite_store.h"
#include "preference/saved_request_store.h"
#include "server/server.h"
#include "worker/data_directory.h"
#include "worker/file_store.h"
#include "worker/pool.h"
#include "worker/preview_lane.h"
#include "worker/retention_sweeper.h"

namespace app {

/// The running server: it accepts requests and renders jobs from its construction to its
/// destruction, which stops the listener, requeues the running jobs and closes the database. One
/// thread creates and destroys it.
class ServerApp {
 public:
  /// Throws base::Error for a catalogue of which nothing can be used, a data directory that is in
  /// use or not writable, and an address that cannot be bound.
  ServerApp(const ServeSettings& settings, base::Log& log);
  ~ServerApp();
  ServerApp(const ServerApp&) = delete;
  ServerApp& operator=(const ServerApp&) = delete;

  [[nodiscard]] const std::string& url() const { return server_.url(); }
  [[nodiscard]] auth::ApiKeyStore& keys() { return auth_.keys; }
  /// The URL of a sign-in link that is valid until its use.
  [[nodiscard]] std::string create_sign_in_link(const auth::ApiKey& key);
  /// Loads a renewed certificate from the files that were configured. Changes of the catalogue and
  /// of the keys need no call: the server notices them itself.
  void reload_certificates() { server_.reload_certificates(); }
  /// Whether connections are served. Takes up to a second. Thread-safe.
  [[nodiscard]] bool is_responsive() { return server_.is_responsive(std::chrono::seconds{1}); }
  /// One line for a person: the URL, and the next step where the catalogue is empty.
  [[nodiscard]] std::string status() const;
  /// Ends the process when a worker does not stop in time. First requeues the running jobs, if the
  /// database allows that in time. Called by a thread other than the one that destroys this object.
  [[noreturn]] void abort_process();

 private:
  struct Database {
    /// Locks the directory for this process, and migrates its database.
    explicit Database(worker::DataDirectory& directory);

    database::Writer writer;
    database::ReadConnectionPool read_pool;
  };
  struct Jobs {
    Jobs(Database& database, const language::MessageCatalog& messages, const base::Clock& clock);

    job::Store store;
    job::JobRetention retention;
    job::Queue queue;
    job::Listing listing;
    job::ProgressTable progress;
  };
  struct Auth {
    Auth(Database& database, const base::Clock& clock, const ServeSettings& settings);

    auth::ApiKeyStore keys;
    auth::SessionStore sessions;
    auth::DownloadLinks download_links;
    auth::Audit audit;
  };

  struct Preferences {
    Preferences(Database& database, const base::Clock& clock)
        : favourites(database.writer, database.read_pool, clock),
          saved_requests(database.writer, database.read_pool, clock) {}

    preference::FavouriteStore favourites;
    preference::SavedRequestStore saved_requests;
  };

  [[nodiscard]] server::Services services(const ServeSettings& settings);
  /// Absent while another thread is checking.
  [[nodiscard]] std::optional<std::vector<server::HealthFinding>> run_full_check(
      const ServeSettings& settings);
  void recover_interrupted_jobs();
  void remove_orphaned_files();
  void start_workers(std::size_t count);

  // Each member may use those above it.
  const base::SystemClock clock_;
  const language::MessageCatalog messages_;
  base::Log& log_;
  worker::DataDirectory data_directory_;
  source::SourceRegistry sources_;
  model::CatalogueHistory catalogues_;
  auth::RateLimiters rate_limiters_;
  Database database_;  // its background commits use rate_limiters_, and outlive all that is below
  Jobs jobs_;
  Auth auth_;
  Preferences preferences_;
  const worker::FileStore file_store_;
  const JobReportRenderer renderer_;
  const job::Epoch epoch_;
  worker::RetentionSweeper retention_sweeper_;
  CatalogueReloader catalogue_reloader_;
  SourceHealthMonitor source_monitor_;
  worker::PreviewLane preview_lane_;
  std::mutex full_check_mutex_;
  server::Server server_;
  std::optional<worker::Pool> workers_;  // from start_workers() on
};

}  // namespace app
