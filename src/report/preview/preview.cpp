#include "report/preview/preview.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "report/excel_auto.h"
#include "report/request_facts.h"
#include "report/rendering.h"
#include "report/workbook_options.h"
#include "source/result_rows.h"
#include "workbook/displayed_workbook.h"

namespace report {
namespace {

using base::Message;

/// Whether the warning is about all rows, and not about one of them.
bool is_about_result(const Message& warning) {
  constexpr std::array<std::string_view, 6> kAboutResult{
      "report.unbalanced",          "report.unchecked",      "report.too_many_pages",
      "report.chart_of_currencies", "report.pie_as_columns", "report.chart_is_cut"};
  return std::ranges::find(kAboutResult, warning.key) != kAboutResult.end();
}

std::vector<PreviewColumn> columns_of(ExcelAuto& layout) {
  std::vector<PreviewColumn> columns;
  for (const std::string& title : layout.columns().titles()) {
    columns.push_back({.kind = PreviewColumn::Kind::kRowNumber, .title = title});
  }
  for (const Columns::Field& field : layout.columns().fields()) {
    const model::Column& column = *field.column;
    const TypeTraits its = traits(column.type);
    const auto describe = [&](std::size_t place, PreviewColumn::Kind kind) {
      columns[place] = {.kind = kind,
                        .title = std::move(columns[place].title),
                        .key = column.key,
                        .type = column.type,
                        .alignment = its.alignment,
                        .is_left_to_right = its.is_left_to_right};
    };
    describe(field.place, PreviewColumn::Kind::kValue);
    const HijriPlace hijri = layout.report().hijri_place(column);
    if (hijri == HijriPlace::kBefore) describe(field.place - 1UL, PreviewColumn::Kind::kHijri);
    if (hijri == HijriPlace::kAfter) describe(field.place + 1UL, PreviewColumn::Kind::kHijri);
  }
  return columns;
}

/// The rows of the log as the file shows them.
std::vector<PreviewRow> read_rows(const RowLog& log, const workbook::DisplayedWorkbook& file,
                                  std::size_t columns) {
  std::map<std::string, std::map<std::uint32_t, workbook::DisplayedWorkbook::Row>> sheets;
  std::vector<PreviewRow> rows;
  for (const RowLog::Entry& entry : log.entries()) {
    auto sheet = sheets.find(entry.sheet);
    if (sheet == sheets.end()) {
      sheet = sheets.emplace(entry.sheet, file.rows(entry.sheet)).first;
    }
    PreviewRow row{.kind = entry.kind, .level = entry.level, .cells = sheet->second[entry.row]};
    row.cells.resize(columns);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// One preview while it is made. Not thread-safe.
class PreviewRendering {
 public:
  PreviewRendering(const model::ReportSpec& spec, language::Language language,
                   RenderContext context, const std::stop_token& stop)
      : spec_(spec),
        context_(std::move(context)),
        workbook_(context_.scratch_directory, workbook_options(spec, context_, stop)),
        source_(spec, context_.sources, stop, kPreviewRows + 1),
        layout_(spec, language, with_log(context_, log_), workbook_, names_, source_.selection()) {}

  [[nodiscard]] Preview read(const std::filesystem::path& file) {
    Preview preview;
    preview.language = layout_.report().language();
    preview.title = layout_.report().words.title(spec_.model->title);
    write_rows(preview);
    add_facts(preview);
    preview.columns = columns_of(layout_);
    layout_.end();
    if (!preview.is_complete) log_.resize(shown_);
    add_warnings(preview);
    static_cast<void>(workbook_.save(file));
    preview.rows = read_rows(log_, workbook::DisplayedWorkbook(file), preview.columns.size());
    return preview;
  }

 private:
  /// The layout keeps a reference to the context.
  static const RenderContext& with_log(RenderContext& context, RowLog& log) {
    context.row_log = &log;
    return context;
  }

  void write_rows(Preview& preview) {
    source_.look_ahead(kPreviewRows + 1, [&] { layout_.survey(source_); });
    layout_.begin();
    while (!preview.is_complete && preview.row_count < kPreviewRows) {
      preview.is_complete = !source_.next();
      if (preview.is_complete) return;
      layout_.write(source_);
      ++preview.row_count;
    }
    shown_ = log_.entries().size();
    preview.is_complete = !source_.next();
  }

  void add_facts(Preview& preview) const {
    std::optional<std::int64_t> rows;
    if (preview.is_complete) rows = preview.row_count;
    for (const auto& fact : request_facts(layout_.report(), FactScope::kReport, rows)) {
      std::string& line = preview.facts.emplace_back();
      for (const std::string& part : fact) layout_.report().words.append_detail(line, part);
    }
  }

  void add_warnings(Preview& preview) {
    preview.warnings = layout_.warnings();
    if (preview.is_complete) {
      add_result_warnings(spec_, source_, preview.warnings);
    } else {
      std::erase_if(preview.warnings, is_about_result);
    }
    add_source_warnings(spec_, source_, preview.warnings);
  }

  const model::ReportSpec& spec_;
  RenderContext context_;
  RowLog log_;
  std::size_t shown_ = 0;  // entries of the log up to the last row, if there are more rows
  workbook::Workbook workbook_;
  language::SheetNames names_;
  source::ResultRows source_;
  ExcelAuto layout_;
};

}  // namespace

Preview preview(const model::ReportSpec& spec, language::Language language, RenderContext context,
                const std::filesystem::path& file, const std::stop_token& stop) {
  return PreviewRendering(spec, language, std::move(context), stop).read(file);
}

}  // namespace report
