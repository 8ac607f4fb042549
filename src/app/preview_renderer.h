#pragma once

#include <stop_token>

#include "base/time.h"
#include "language/message_catalog.h"
#include "report/preview/preview_service.h"
#include "source/source_registry.h"
#include "worker/file_store.h"

namespace app {

/// Makes previews for worker::PreviewLane with the `report` module. Thread-safe.
class PreviewRenderer {
 public:
  /// All must outlive it.
  PreviewRenderer(source::SourceRegistry& sources, const language::MessageCatalog& messages,
                  const base::Clock& clock, const worker::FileStore& file_store)
      : sources_(sources), messages_(messages), clock_(clock), file_store_(file_store) {}

  /// Throws report::UnlistedValues for values that their lookups do not have.
  [[nodiscard]] report::Preview operator()(const report::PreviewRequest& request,
                                           const std::stop_token& stop) const;

 private:
  source::SourceRegistry& sources_;
  const language::MessageCatalog& messages_;
  const base::Clock& clock_;
  const worker::FileStore& file_store_;
};

}  // namespace app
