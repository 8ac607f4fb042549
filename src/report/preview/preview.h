#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/message.h"
#include "language/language.h"
#include "model/report_spec.h"
#include "report/report.h"
#include "report/row_log.h"
#include "report/style/type_traits.h"

namespace report {

/// The most rows of data that a preview has.
inline constexpr std::int64_t kPreviewRows = 50;

/// A column of the sheet.
struct PreviewColumn {
  enum class Kind : std::uint8_t { kValue, kHijri, kRowNumber };

  Kind kind = Kind::kValue;
  std::string title;
  std::string key = {};                  // of the data model's column; empty for row numbers
  std::optional<model::Type> type = {};  // of that column
  TypeTraits::Alignment alignment = TypeTraits::Alignment::kRight;
  bool is_left_to_right = true;  // in both languages
};

/// A row of the sheet: a text for each column, as its cell shows it. A section and a group have
/// one text, in the first column or that of labels.
struct PreviewRow {
  RowKind kind = RowKind::kData;
  int level = 0;  // of groups: 0 for an outermost one
  std::vector<std::string> cells;
};

/// The first rows of a report. A value.
struct Preview {
  language::Language language = language::Language::kEnglish;
  std::string title;
  std::vector<std::string> facts;  // what was asked for, in words
  std::vector<PreviewColumn> columns;
  std::vector<PreviewRow> rows;
  std::int64_t row_count = 0;  // rows of data
  bool is_complete = false;    // these are all rows; else no total is of rows that are not shown
  std::vector<base::Message> warnings;
};

/// Renders the first rows in `language`, one of the spec's, to a workbook at `file`, which must not
/// exist, and returns what its cells show. The caller removes the file. Throws as render() does.
[[nodiscard]] Preview preview(const model::ReportSpec& spec, language::Language language,
                              RenderContext context, const std::filesystem::path& file,
                              const std::stop_token& stop);

}  // namespace report
