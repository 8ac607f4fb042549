#include "report/rendering.h"

#include <algorithm>

#include "report/style/font_metrics.h"
#include "report/style/palette.h"
#include "report/partial_report.h"

namespace report {
namespace {

using base::Message;

/// What is known of the letters of all languages' fonts.
language::Typeface typeface_of(const model::ReportSpec& spec) {
  const auto& branding = spec.organization.branding;
  const bool is_known =
      branding == nullptr || std::ranges::all_of(spec.languages(), [&](language::Language each) {
        return language::typeface_of(branding->font.get(each)) == language::Typeface::kArial;
      });
  return is_known ? language::Typeface::kArial : language::Typeface::kOther;
}

workbook::Options options_of(const model::ReportSpec& spec, const RenderContext& context,
                             const std::stop_token& stop) {
  workbook::Options options;
  options.created = context.now;
  options.measure = [typeface = typeface_of(spec)](std::string_view text, bool is_bold) {
    return text_width(text, is_bold ? language::Weight::kBold : language::Weight::kRegular,
                      typeface);
  };
  options.max_width_per_byte = language::kWidestLetter * kColumnUnitsPerDigit;
  options.normal.color = Palette::kText;
  if (spec.organization.branding != nullptr) {
    options.normal.font = spec.organization.branding->font.get(spec.language);
  }
  options.compression = context.compression;
  options.cpu_slots = context.cpu_slots;
  options.max_rows_per_sheet = context.max_rows_per_sheet;
  options.stop = stop;
  options.max_bytes = static_cast<std::uint64_t>(spec.model->limits.max_bytes);
  options.properties.title = spec.model->title.get(spec.language);
  options.properties.author = spec.organization.name.get(spec.language);
  options.properties.company = options.properties.author;
  options.properties.subject = spec.model->uid;
  options.properties.language = language::code(spec.language);
  options.properties.application = context.product;
  options.properties.comments =
      context.product + "; version " + std::to_string(spec.model->version);
  if (!context.job_id.empty()) options.properties.comments += "; job " + context.job_id;
  return options;
}

}  // namespace

Rendering::Rendering(const model::ReportSpec& spec, const RenderContext& context,
                     job::Progress& progress, const std::stop_token& stop)
    : spec_(spec),
      progress_(progress),
      workbook_(context.scratch_directory, options_of(spec, context, stop)),
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
  return {source_.count(), summary.bytes, base::hex(summary.sha256), warnings()};
}

std::vector<Message> Rendering::warnings() {
  // The warnings about values are the same in each language.
  std::vector<Message> warnings = layouts_.front()->warnings();
  const auto missing = static_cast<std::int64_t>(source_.missing_ids());
  if (missing > 0 && !may_have_other_pages(spec_, source_.count())) {
    const auto asked = static_cast<std::int64_t>(spec_.instance_ids->size());
    warnings.push_back(Message{"report.ids_not_found", {{"missing", missing}, {"asked", asked}}});
  }
  for (const auto& [column, count] : source_.undecided()) {
    warnings.push_back(Message{"report.undecided_values",
                               {{"column", column->title.get(spec_.language)}, {"count", count}}});
  }
  if (source_.uses_source_collation()) {
    warnings.push_back(Message{"source.order_of_its_own", {{"source", spec_.model->source}}});
  }
  if (source_.uses_source_time_zone()) {
    warnings.push_back(
        Message{"source.time_zone_of_its_own",
                {{"source", spec_.model->source}, {"zone", spec_.organization.time_zone.name()}}});
  }
  return warnings;
}

}  // namespace report
