#include "report/rendering.h"

#include "language/display_width.h"

namespace report {
namespace {

using base::Message;

workbook::Options options_of(const model::ReportSpec& order, const Context& context,
                             const std::stop_token& stop) {
  workbook::Options options;
  options.created = context.now;
  options.measure = [](std::string_view text) {
    return double{1.0} * language::display_width(text);
  };
  options.compression = context.compression;
  options.cpu_slots = context.cores;
  options.max_rows_per_sheet = context.rows_on_sheet;
  options.stop = stop;
  options.max_bytes = static_cast<std::uint64_t>(order.model->limits.max_bytes);
  options.properties.title = order.model->title.get(order.language);
  options.properties.author = order.organization.name.get(order.language);
  options.properties.company = options.properties.author;
  options.properties.subject = order.model->uid;
  options.properties.comments =
      context.engine + "; version " + std::to_string(order.model->version);
  if (!context.job_id.empty()) options.properties.comments += "; job " + context.job_id;
  return options;
}

/// Whether rows that the order selects may be on other pages.
bool is_cut(const model::ReportSpec& order, std::int64_t rows) {
  if (!order.query || !order.query->page) return false;
  const model::Page& page = *order.query->page;
  return page.offset > 0 || (page.size && rows >= *page.size);
}

}  // namespace

Rendering::Rendering(const model::ReportSpec& order, const Context& context,
                     job::Progress& progress, const std::stop_token& stop)
    : order_(order),
      progress_(progress),
      workbook_(context.scratch_directory, options_of(order, context, stop)),
      source_(order, context.sources, stop) {
  for (const language::Language language : order.languages()) {
    editions_.push_back(std::make_unique<ExcelAuto>(order, language, context, workbook_, names_,
                                                    source_.selection()));
  }
}

Result Rendering::write(const std::filesystem::path& file) {
  progress_.enter(job::Phase::kQuerying);
  while (source_.next()) {
    if (source_.count() == 1) progress_.enter(job::Phase::kWriting);
    for (const auto& edition : editions_) edition->write(source_);
    progress_.write_rows(source_.count());
  }
  progress_.enter(job::Phase::kFinishing);
  for (const auto& edition : editions_) edition->end();
  const workbook::SaveResult summary = workbook_.save(file);
  return {source_.count(), summary.bytes, base::hex(summary.sha256), remarks()};
}

std::vector<Message> Rendering::remarks() {
  // What there is to say of the values is the same in each language.
  std::vector<Message> remarks = editions_.front()->remarks();
  const auto missing = static_cast<std::int64_t>(source_.missing_ids());
  if (missing > 0 && !is_cut(order_, source_.count())) {
    const auto asked = static_cast<std::int64_t>(order_.instance_ids->size());
    remarks.push_back(Message{"report.ids_not_found", {{"missing", missing}, {"asked", asked}}});
  }
  for (const auto& [column, count] : source_.undecided()) {
    remarks.push_back(Message{"report.undecided_values",
                              {{"column", column->title.get(order_.language)}, {"count", count}}});
  }
  if (source_.uses_source_collation()) {
    remarks.push_back(Message{"source.order_of_its_own", {{"source", order_.model->source}}});
  }
  if (source_.uses_source_time_zone()) {
    remarks.push_back(Message{
        "source.time_zone_of_its_own",
        {{"source", order_.model->source}, {"zone", order_.organization.time_zone.name()}}});
  }
  return remarks;
}

}  // namespace report
