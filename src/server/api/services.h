#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "auth/api_key_store.h"
#include "auth/audit.h"
#include "auth/download_links.h"
#include "auth/rate_limiters.h"
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
#include "server/api/envelope.h"
#include "source/source_registry.h"

namespace server {

/// What a source did when it was asked last.
struct SourceState {
  bool is_reachable = true;
  std::optional<base::Message> reason;  // of its silence, where it is known
};

/// What the routes need from outside, all of it made for many threads. `app` wires it; everything
/// outlives the server.
struct Services {
  const base::Clock& clock;
  base::Log& log;
  const language::MessageCatalog& messages;
  auth::ApiKeyStore& keys;
  auth::DownloadLinks& links;
  auth::Audit& audit;
  auth::RateLimiters& rate_limiters;
  job::Store& jobs;
  job::Queue& queue;
  job::Listing& listing;
  const job::ProgressTable& progress;
  const job::FileStoreView& files;
  source::SourceRegistry& sources;
  /// Of each source that has been asked; never waits for one.
  std::function<std::map<std::string, SourceState>()> source_states;
  /// The catalogue in force; null while none could be loaded.
  std::function<std::shared_ptr<const model::Catalogue>()> catalogue;
  Envelope envelope = {};
  /// Of an organization whose own limits say nothing.
  job::QueueLimits queue_limits = {};
};

}  // namespace server
