#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "auth/api_key_store.h"
#include "auth/audit.h"
#include "auth/download_links.h"
#include "auth/rate_limiters.h"
#include "auth/session_store.h"
#include "base/log.h"
#include "base/message.h"
#include "base/time.h"
#include "job/file_store_view.h"
#include "job/listing.h"
#include "job/progress.h"
#include "job/queue.h"
#include "job/store.h"
#include "language/message_catalog.h"
#include "model/catalogue.h"
#include "preference/favourite_store.h"
#include "preference/saved_request_store.h"
#include "report/preview/preview_service.h"
#include "server/api/envelope.h"
#include "source/source_registry.h"

namespace server {

/// What the last query of a source showed. A value.
struct SourceState {
  bool is_reachable = true;
  std::optional<base::Message> reason = {};               // why it is unreachable, if known
  std::optional<std::chrono::milliseconds> latency = {};  // of the last answer
  std::optional<base::Time> checked_at = {};
  std::optional<base::Time> last_fault_at = {};  // since the server's start
  std::optional<base::Message> last_fault = {};
  std::string detail = {};  // of the driver, in English, for operators; empty while it is reachable
};

/// One result of the checks of the installation. A value.
struct HealthFinding {
  std::string level;      // "ok", "warning" or "error"
  std::string subject;    // "disk", "models/sales.json"
  base::Message message;  // for a warning or an error, also what to do
};

/// The jobs and their files.
struct JobServices {
  job::Store& store;
  job::Queue& queue;
  job::Listing& listing;
  const job::ProgressTable& progress;
  const job::FileStoreView& files;
  /// For organizations without limits of their own.
  job::QueueLimits queue_limits = {};
  std::int64_t workers = 1;  // that run jobs
};

/// Who may send requests, how many, and the record of them.
struct AuthServices {
  auth::ApiKeyStore& keys;
  auth::SessionStore& sessions;
  auth::DownloadLinks& links;
  auth::Audit& audit;
  auth::RateLimiters& rate_limiters;
};

/// The data models and the databases that they read.
struct DataServices {
  /// The current catalogue; null while none could be loaded.
  std::function<std::shared_ptr<const model::Catalogue>()> catalogue;
  source::SourceRegistry& sources;
  /// The state of each source that was ever probed; does not wait for a probe.
  std::function<std::map<std::string, SourceState>()> source_states;
};

/// What belongs to the whole installation: for callers with the scope operator.
struct OperatorServices {
  /// Checks data folder, disk, database and clock, without waiting for a source.
  std::function<std::vector<HealthFinding>()> health;
  /// Makes all checks of `doctor`: reads the whole database and queries every source. Absent while
  /// another thread is making them.
  std::function<std::optional<std::vector<HealthFinding>>()> full_health;
  /// The faults of the catalogue as it was last loaded or rejected.
  std::function<std::vector<base::Diagnostic>()> catalogue_faults;
  /// Queries a source now; absent if there is no such source.
  std::function<std::optional<SourceState>(const std::string& name)> test_source;
};

/// What callers keep.
struct PreferenceServices {
  preference::FavouriteStore& favourites;
  preference::SavedRequestStore& saved_requests;
};

/// What the routes need from outside. `app` sets it up; everything outlives the server.
/// Thread-safe.
struct Services {
  const base::Clock& clock;
  base::Log& log;
  const language::MessageCatalog& messages;
  JobServices jobs;
  AuthServices auth;
  DataServices data;
  report::PreviewService& previews;
  OperatorServices installation = {};
  PreferenceServices preferences;
  Envelope envelope = {};
};

}  // namespace server
