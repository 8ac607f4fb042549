#include "report/rendering.h"

#include <utility>

#include "report/partial_report.h"
#include "report/workbook_options.h"

namespace report {

Rendering::Rendering(const model::ReportSpec& spec, const RenderContext& context,
                     job::Progress& progress, const std::stop_token& stop)
    : spec_(spec),
      progress_(progress),
      workbook_(context.scratch_directory, workbook_options(spec, context, stop)),
      source_(spec, context.sources, stop) {
  for (const language::Language language : spec.languages()) {
    layouts_.push_back(std::make_unique<ExcelAuto>(spec, language, context, workbook_, names_,
                                                   source_.selection()));
  }
}

Result Rendering::write(const std::filesystem::path& file) {
  progress_.enter(job::Phase::kQuerying);
  source_.look_ahead(ColumnSurvey::kRows, [&] {
    for (const auto& layout : layouts_) layout->survey(source_);
  });
  for (const auto& layout : layouts_) layout->begin();
  while (source_.next()) {
    if (source_.count() == 1) progress_.enter(job::Phase::kWriting);
    for (const auto& layout : layouts_) layout->write(source_);
    progress_.write_rows(source_.count());
  }
  progress_.enter(job::Phase::kFinishing);
  for (const auto& layout : layouts_) layout->end();
  const workbook::SaveResult summary = workbook_.save(file);
  // The warnings about values are the same in each language.
  std::vector<base::Message> warnings = layouts_.front()->warnings();
  add_result_warnings(spec_, source_, warnings);
  add_source_warnings(spec_, source_, warnings);
  return {source_.count(), summary.bytes, base::hex(summary.sha256), std::move(warnings)};
}

void add_result_warnings(const model::ReportSpec& spec, source::ResultRows& rows,
                         std::vector<base::Message>& warnings) {
  const auto missing = static_cast<std::int64_t>(rows.missing_ids());
  if (missing > 0 && !may_have_other_pages(spec, rows.count())) {
    const auto asked = static_cast<std::int64_t>(spec.instance_ids->size());
    warnings.push_back(
        base::Message{"report.ids_not_found", {{"missing", missing}, {"asked", asked}}});
  }
  for (const auto& [column, count] : rows.undecided()) {
    warnings.push_back(
        base::Message{"report.undecided_values",
                      {{"column", column->title.get(spec.language)}, {"count", count}}});
  }
}

void add_source_warnings(const model::ReportSpec& spec, const source::ResultRows& rows,
                         std::vector<base::Message>& warnings) {
  if (rows.uses_source_collation()) {
    warnings.push_back(base::Message{"source.order_of_its_own", {{"source", spec.model->source}}});
  }
  if (rows.uses_source_time_zone()) {
    warnings.push_back(base::Message{
        "source.time_zone_of_its_own",
        {{"source", spec.model->source}, {"zone", spec.organization.time_zone.name()}}});
  }
}

}  // namespace report
