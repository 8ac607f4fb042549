#pragma once

#include <functional>
#include <memory>

#include "auth/api_key_store.h"
#include "base/cpu_slots.h"
#include "base/id.h"
#include "base/message.h"
#include "base/time.h"
#include "language/message_catalog.h"
#include "model/catalogue.h"
#include "source/source_registry.h"
#include "workbook/deflate/compression.h"
#include "worker/report_renderer.h"

namespace app {

/// Renders jobs for `worker` with the `report` module, on the data model that each job was accepted
/// with. Thread-safe.
class JobReportRenderer final : public worker::ReportRenderer {
 public:
  JobReportRenderer(const model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                    auth::ApiKeyStore& keys, const language::MessageCatalog& messages,
                    const base::Clock& clock, workbook::Compression compression)
      : catalogues_(catalogues),
        sources_(sources),
        keys_(keys),
        messages_(messages),
        clock_(clock),
        compression_(compression) {}

  [[nodiscard]] model::ReportSpec report_spec(const job::Job& job) const override;
  [[nodiscard]] worker::RenderedFile render(const model::ReportSpec& spec, const job::Job& job,
                                            const std::filesystem::path& file,
                                            job::Progress& progress,
                                            const std::stop_token& stop) const override;

 private:
  [[nodiscard]] base::Message requester(const base::KeyId& id) const;

  const model::CatalogueHistory& catalogues_;
  source::SourceRegistry& sources_;
  auth::ApiKeyStore& keys_;
  const language::MessageCatalog& messages_;
  const base::Clock& clock_;
  const workbook::Compression compression_;
  mutable base::CpuSlots cores_;
};

}  // namespace app
