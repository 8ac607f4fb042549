#include "report/workbook_options.h"

#include <algorithm>
#include <string>

#include "report/style/font_metrics.h"
#include "report/style/palette.h"

namespace report {
namespace {

/// What is known of the letters of all languages' fonts.
language::Typeface typeface_of(const model::ReportSpec& spec) {
  const auto& branding = spec.organization.branding;
  const bool is_known =
      branding == nullptr || std::ranges::all_of(spec.languages(), [&](language::Language each) {
        return language::typeface_of(branding->font.get(each)) == language::Typeface::kArial;
      });
  return is_known ? language::Typeface::kArial : language::Typeface::kOther;
}

}  // namespace

workbook::Options workbook_options(const model::ReportSpec& spec, const RenderContext& context,
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

}  // namespace report
