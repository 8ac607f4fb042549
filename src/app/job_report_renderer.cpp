#include "app/job_report_renderer.h"

#include <variant>

#include "app/labeled_spec.h"
#include "app/version.h"
#include "base/error.h"
#include "json/parse.h"
#include "model/request_validator.h"
#include "report/report.h"
#include "source/lookup_values.h"

namespace app {

model::ReportSpec JobReportRenderer::report_spec(const job::Job& job) const {
  const model::Caller caller = keys_.require(job.submission.key).to_caller(clock_.now());
  const auto catalogue =
      catalogues_.find_version(job.submission.data_model, job.submission.data_model_sha256);
  auto checked = model::validate_params(catalogue, json::parse(job.submission.request), caller);
  if (const model::Rejection* refusal = checked.rejection()) {
    const base::Diagnostic& first = refusal->details.front();
    if (refusal->code == model::ErrorCode::kUnavailable) {
      throw base::Unavailable("job " + job.id.text() + ": its data model has errors", first.reason);
    }
    throw base::Error("job " + job.id.text() + ": its data model takes its request no more: " +
                          first.path + ": " + first.reason.key,
                      first.reason);
  }
  return std::get<model::ReportSpec>(std::move(checked.outcome));
}

/// The key that submitted a job: its label, and the start of its id since labels may repeat.
base::Message JobReportRenderer::requester(const base::KeyId& id) const {
  constexpr std::size_t kIdPrefixLength = 8;
  return base::Message{
      "app.requested_by_key",
      {{"label", keys_.require(id).grant.label}, {"key", id.text().substr(0, kIdPrefixLength)}}};
}

worker::RenderedFile JobReportRenderer::render(const model::ReportSpec& spec, const job::Job& job,
                                               const std::filesystem::path& file,
                                               job::Progress& progress,
                                               const std::stop_token& stop) const {
  const source::CheckedValues values = source::check_values(spec, sources_, stop);
  if (!values.errors.empty()) {
    throw base::Error("job " + job.id.text() + ": a value is not listed",
                      values.errors.front().reason);
  }
  const base::CpuSlot core(cores_);
  report::RenderContext context{messages_,          sources_,     clock_.now(), job.id.text(),
                                file.parent_path(), compression_, &cores_};
  context.product = product_name();
  context.requester = requester(job.submission.key);
  const LabeledSpec labeled(spec, values.choices);
  const report::Result result = report::render(labeled.spec(), context, file, progress, stop);
  worker::RenderedFile rendered{report::file_name(spec),
                                std::string{report::kMimeType},
                                result.rows,
                                static_cast<std::int64_t>(result.bytes),
                                result.sha256,
                                result.warnings};
  const std::string& accepted = job.submission.data_model_sha256;
  if (!accepted.empty() && accepted != spec.model->sha256) {
    rendered.report_warnings.push_back(
        base::Message{"app.model_changed", {{"version", spec.model->version}}});
  }
  return rendered;
}

}  // namespace app
