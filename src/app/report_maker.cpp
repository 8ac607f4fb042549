#include "app/report_maker.h"

#include <variant>

#include "base/error.h"
#include "json/parse.h"
#include "model/check.h"
#include "report/report.h"

namespace app {

model::Order ReportMaker::order(const job::Job& job) const {
  auto checked = model::check_order(catalogue_, json::parse(job.submission.request),
                                    job.submission.organization);
  if (const model::Refusal* refusal = checked.refusal()) {
    const base::Fault& first = refusal->details.front();
    throw base::Error("job " + job.id.text() + ": its data model takes its request no more: " +
                          first.path + ": " + first.reason.key,
                      first.reason);
  }
  return std::get<model::Order>(std::move(checked.outcome));
}

worker::Made ReportMaker::make(const model::Order& order, const job::Job& job,
                               const std::filesystem::path& file, job::Progress& progress,
                               const std::stop_token& stop) const {
  const base::CoreInUse core(cores_);
  const report::Context context{phrases_,           clock_.now(), job.id.text(),
                                file.parent_path(), compression_, &cores_};
  const report::Result result = report::render(order, context, file, progress, stop);
  return {report::file_name(order),
          std::string{report::kMimeType},
          result.rows,
          static_cast<std::int64_t>(result.bytes),
          result.sha256,
          result.remarks};
}

}  // namespace app
