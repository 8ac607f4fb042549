#include "report/excel_auto.h"

#include "base/error.h"
#include "language/text.h"
#include "report/about_sheet.h"
#include "report/row_label.h"
#include "workbook/xml/cell_text.h"

namespace report {

using base::Message;

ExcelAuto::ExcelAuto(const model::ReportSpec& spec, language::Language language,
                     const RenderContext& context, workbook::Workbook& workbook,
                     language::SheetNames& names, const source::Selection& selection)
    : report_(spec, language, context, workbook, names, selection), columns_(report_) {
  survey_.emplace(report_, columns_, heading_width());
  if (report_.layout().chart) chart_.emplace(report_, columns_);
  if (report_.layout().data_sheet) data_.emplace(report_);
  if (report_.layout().sheet_per_instance) index_.emplace(report_, columns_);
}

/// The least that the headings of the sheets need.
double ExcelAuto::heading_width() const {
  const bool has_instances = report_.layout().sheet_per_instance.has_value();
  const std::string its_title = has_instances ? report_.words.title(report_.spec.model->title) : "";
  return Heading(report_, {its_title, {}, {}}).width();
}

void ExcelAuto::survey(const source::ResultRows& row) {
  survey_->add(row);
  survey_->add_labels(row);
  if (data_) data_->survey(row);
}

void ExcelAuto::begin() {
  if (data_) data_->begin();
  survey_->wrap_columns();
  survey_.reset();
  if (!index_) open_section(report_.spec.model->title.get(report_.language()), {});
}

void ExcelAuto::open_section(const std::string& name, const SectionTitle& section_title) {
  Outline::Listener listener;
  if (chart_) listener = [this](const Outline::ClosedGroup& group) { chart_->add(group); };
  section_ = std::make_unique<Section>(report_, columns_, name, section_title, std::move(listener));
}

void ExcelAuto::end_section() {
  if (section_ == nullptr) return;
  const Section::Summary summary = section_->end(print_run_, warnings_);
  total_.merge(summary.total);
  if (index_) index_->add(title_, summary);
  section_.reset();
}

void ExcelAuto::write(const source::ResultRows& row) {
  if (index_) enter_instance(row);
  if (chart_) chart_->add(row);
  section_->write(row);
  if (data_) data_->write(row);
}

void ExcelAuto::enter_instance(const source::ResultRows& row) {
  const std::string_view id = row.text(*report_.selection.id_index());
  if (section_ != nullptr && id == instance_) return;
  end_section();
  constexpr auto kMaxSheets = model::SheetPerInstance::kMaxSheets;
  if (++instances_ > kMaxSheets) {
    throw base::Error("report: more instances than sheets",
                      Message{"report.too_many_sheets", {{"most", std::int64_t{kMaxSheets}}}});
  }
  instance_ = id;
  const model::SheetPerInstance& sheets = *report_.layout().sheet_per_instance;
  const model::Column* column = report_.spec.model->column(sheets.title);
  // A whole number as a sheet name is an id, not an amount.
  const bool is_number = column != nullptr && column->type == model::Type::kInteger;
  title_ = sheets.title.empty() ? instance_ : row_label(report_, sheets.title, row);
  if (is_number) title_ = row.text(report_.selection.index(*column, report_.language()));
  if (language::is_invisible(workbook::single_line(title_))) title_ = instance_;
  if (chart_) chart_->begin_instance(title_);
  SectionTitle section_title{title_, {}, index_->name()};
  for (const std::string& key : sheets.details) {
    const std::string value = row_label(report_, key, row);
    if (value.empty() || key == sheets.title) continue;
    section_title.details.push_back(report_.words.labeled(
        report_.spec.model->column(key)->title.get(report_.language()), value));
  }
  open_section(title_, section_title);
}

void ExcelAuto::set_up_print() {
  for (const PrintRun::PrintedSheet& printed : print_run_.sheets()) {
    report_.set_up_print(*printed.sheet, printed.pages.setup, printed.section);
    if (!printed.pages.is_too_long) continue;
    warnings_.push_back(Message{"report.too_many_pages", {{"sheet", printed.sheet->name()}}});
  }
}

void ExcelAuto::end() {
  end_section();
  set_up_print();
  columns_.end_report();
  columns_.add_value_warnings(warnings_);
  columns_.add_height_warnings(warnings_);
  if (index_) index_->write();
  if (data_) data_->end(warnings_);
  if (chart_) chart_->write(warnings_);
  AboutSheet(report_, columns_).write(total_, warnings_, data_ ? data_->name() : std::string{});
}

}  // namespace report
