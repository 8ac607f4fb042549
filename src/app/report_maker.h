#pragma once

#include <functional>
#include <memory>

#include "base/cores.h"
#include "base/time.h"
#include "language/phrases.h"
#include "model/catalogue.h"
#include "workbook/compression.h"
#include "worker/maker.h"

namespace app {

/// Makes a job's file by `report`: where `worker` and `report` meet. Any thread.
class ReportMaker final : public worker::Maker {
 public:
  ReportMaker(std::shared_ptr<const model::Catalogue> catalogue, const language::Phrases& phrases,
              const base::Clock& clock, workbook::Compression compression)
      : catalogue_(std::move(catalogue)),
        phrases_(phrases),
        clock_(clock),
        compression_(compression) {}

  [[nodiscard]] model::Order order(const job::Job& job) const override;
  [[nodiscard]] worker::Made make(const model::Order& order, const job::Job& job,
                                  const std::filesystem::path& file, job::Progress& progress,
                                  const std::stop_token& stop) const override;

 private:
  const std::shared_ptr<const model::Catalogue> catalogue_;
  const language::Phrases& phrases_;
  const base::Clock& clock_;
  const workbook::Compression compression_;
  mutable base::Cores cores_;
};

}  // namespace app
