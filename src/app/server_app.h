#pragma once

#include <memory>
#include <string>

#include "auth/audit.h"
#include "auth/api_key_store.h"
#include "auth/download_links.h"
#include "auth/rate_limiters.h"
#include "app/catalogue_reloader.h"
#include "app/job_report_renderer.h"
#include "app/settings.h"
#include "app/source_health_monitor.h"
#include "base/log.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "job/listing.h"
#include "job/progress.h"
#include "job/queue.h"
#include "job/job_retention.h"
#include "job/store.h"
#include "language/message_catalog.h"
#include "server/server.h"
#include "worker/retention_sweeper.h"
#include "worker/data_directory.h"
#include "worker/pool.h"
#include "worker/file_store.h"

namespace app {

/// The running product, wired: from its construction it answers and renders, until its destruction
/// stops the listener, puts running jobs back to pending and closes the database. One thread makes
/// and destroys it.
class ServerApp {
 public:
  /// Throws base::Error where the catalogue, the data directory or the address cannot be had.
  ServerApp(const ServeSettings& settings, base::Log& log);
  ~ServerApp();
  ServerApp(const ServerApp&) = delete;
  ServerApp& operator=(const ServerApp&) = delete;

  [[nodiscard]] const std::string& url() const { return server_.url(); }
  [[nodiscard]] auth::ApiKeyStore& keys() { return keys_; }
  /// Takes up a certificate that was renewed in its place, now. What else may change, the catalogue
  /// and the keys, is seen without being told.
  void reload_certificates() { server_.reload_certificates(); }
  /// Ends the process where a worker does not stop in time: its jobs go back to pending first, if
  /// the database takes that in time. For another thread than the one that destroys this.
  [[noreturn]] void abort_process();

 private:
  // In the order in which they need each other.
  const base::SystemClock clock_;
  const language::MessageCatalog messages_;
  worker::DataDirectory data_directory_;
  source::SourceRegistry sources_;
  model::CatalogueHistory catalogues_;
  auth::RateLimiters rate_limiters_;
  database::Writer writer_;  // what is posted to it may end after all of the below
  database::ReadConnectionPool read_pool_;
  base::Log& log_;
  job::Store store_;
  job::JobRetention retention_;
  job::Queue queue_;
  job::Listing listing_;
  job::ProgressTable progress_;
  auth::ApiKeyStore keys_;
  auth::DownloadLinks download_links_;
  auth::Audit audit_;
  const worker::FileStore file_store_;
  const JobReportRenderer renderer_;
  const job::Epoch epoch_;
  worker::RetentionSweeper retention_sweeper_;
  CatalogueReloader catalogue_reloader_;
  SourceHealthMonitor source_monitor_;
  server::Server server_;
  worker::Pool pool_;
};

}  // namespace app
