#pragma once

#include <memory>
#include <string>

#include "access/keys.h"
#include "access/links.h"
#include "app/report_maker.h"
#include "app/settings.h"
#include "base/log.h"
#include "database/readers.h"
#include "database/writer.h"
#include "job/progress.h"
#include "job/store.h"
#include "language/phrases.h"
#include "server/server.h"
#include "worker/data_directory.h"
#include "worker/pool.h"
#include "worker/spool.h"

namespace app {

/// The running product, wired: from its construction it answers and renders, until its destruction
/// stops the listener, puts running jobs back to pending and closes the database. One thread makes
/// and destroys it.
class Engine {
 public:
  /// Throws base::Error where the catalogue, the data directory or the address cannot be had.
  Engine(const ServeSettings& settings, base::Log& log);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  [[nodiscard]] const std::string& url() const { return server_.url(); }
  [[nodiscard]] access_control::Keys& keys() { return keys_; }

 private:
  // In the order in which they need each other.
  const base::SystemClock clock_;
  const language::Phrases phrases_;
  const std::shared_ptr<const model::Catalogue> catalogue_;
  worker::DataDirectory directory_;
  database::Writer writer_;
  database::Readers readers_;
  job::Store store_;
  job::ProgressTable progress_;
  access_control::Keys keys_;
  access_control::Links links_;
  const worker::Spool spool_;
  const ReportMaker maker_;
  const job::Epoch epoch_;
  server::Server server_;
  worker::Pool pool_;
};

}  // namespace app
