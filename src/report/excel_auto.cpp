#include "report/excel_auto.h"

#include "base/error.h"
#include "language/text.h"
#include "report/about_sheet.h"
#include "report/naming.h"
#include "workbook/xml/cell_text.h"

namespace report {

using base::Message;

ExcelAuto::ExcelAuto(const model::ReportSpec& order, language::Language language,
                     const Context& context, workbook::Workbook& workbook,
                     language::SheetNames& names, const source::Selection& selection)
    : edition_(order, language, context, workbook, names, selection), columns_(edition_) {
  if (edition_.layout().chart) chart_.emplace(edition_, columns_);
  if (edition_.layout().sheet_per_instance) {
    index_.emplace(edition_, columns_);
  } else {
    open_section(order.model->title.get(language), {});
  }
}

void ExcelAuto::open_section(const std::string& name, const Subject& subject) {
  Outline::Listener listener;
  if (chart_) listener = [this](const Outline::Closed& group) { chart_->add(group); };
  section_ = std::make_unique<Section>(edition_, columns_, name, subject, std::move(listener));
}

void ExcelAuto::end_section() {
  if (section_ == nullptr) return;
  const Section::Summary summary = section_->end(remarks_);
  total_.merge(summary.total);
  if (index_) index_->add(title_, summary);
  section_.reset();
}

void ExcelAuto::write(const source::ResultRows& row) {
  if (index_) enter_instance(row);
  if (chart_) chart_->add(row);
  section_->write(row);
}

void ExcelAuto::enter_instance(const source::ResultRows& row) {
  const std::string_view id = row.text(*edition_.selection.id_index());
  if (section_ != nullptr && id == instance_) return;
  end_section();
  constexpr auto kMost = model::SheetPerInstance::kMaxSheets;
  if (++instances_ > kMost) {
    throw base::Error("report: more instances than sheets",
                      Message{"report.too_many_sheets", {{"most", std::int64_t{kMost}}}});
  }
  instance_ = id;
  const model::SheetPerInstance& sheets = *edition_.layout().sheet_per_instance;
  const model::Column* column = edition_.order.model->column(sheets.title);
  // A whole number that names a sheet is no amount.
  const bool is_number = column != nullptr && column->type == model::Type::kInteger;
  title_ = sheets.title.empty() ? instance_ : named(edition_, sheets.title, row);
  if (is_number) title_ = row.text(edition_.selection.index(*column, edition_.language()));
  if (language::is_invisible(workbook::single_line(title_))) title_ = instance_;
  if (chart_) chart_->enter(title_);
  Subject subject{title_, {}};
  for (const std::string& key : sheets.details) {
    const std::string value = named(edition_, key, row);
    if (value.empty() || key == sheets.title) continue;
    subject.details.push_back(edition_.words.labelled(
        edition_.order.model->column(key)->title.get(edition_.language()), value));
  }
  open_section(title_, subject);
}

void ExcelAuto::end() {
  end_section();
  columns_.end_report();
  columns_.remark_misfits(remarks_);
  if (index_) index_->write();
  if (chart_) chart_->write(remarks_);
  AboutSheet(edition_, columns_).write(total_, remarks_);
}

}  // namespace report
