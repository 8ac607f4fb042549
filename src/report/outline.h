#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/row_range.h"
#include "report/columns.h"
#include "report/localized_report.h"
#include "report/running_total.h"
#include "source/sql/value_reader.h"
#include "workbook/row_writer.h"

namespace report {

/// A sheet and the rows that stream into it.
struct SheetStream {
  workbook::Sheet* sheet;
  workbook::RowWriter* rows;
};

/// The groups of streamed rows as they open and close: a row that names each, a subtotal after it
/// if the model asks for one, and the level of Excel's outline; without groups, only the total. The
/// section owns it. Not thread-safe.
class Outline {
 public:
  /// The result of an outermost group, for charts. `row` is the row of its subtotal.
  struct ClosedGroup {
    std::string name;
    Totals totals;
    const workbook::Sheet* sheet;
    std::uint32_t row;
    bool has_subtotal;
  };
  using Listener = std::function<void(const ClosedGroup&)>;

  /// The most rows that closing and opening all groups takes.
  static constexpr std::uint32_t kMaxRows = 8;

  /// `min_width` is the minimum width of the table, in digits.
  Outline(const LocalizedReport& report, Columns& columns, double min_width, Listener listener);

  /// Call before writing a row: closes the groups that it does not belong to.
  void close_groups_before(const source::ResultRows& row, const SheetStream& stream);
  /// Opens the groups that the row begins.
  void open_groups_for(const source::ResultRows& row, const SheetStream& stream);
  /// Open groups continue on another sheet.
  void leave_sheet(const SheetStream& stream);
  void enter_sheet(const SheetStream& stream);
  /// Call after the last row: closes all groups and returns the total of the rows.
  [[nodiscard]] Totals finish(const SheetStream& stream);

  /// The format of a row of data.
  [[nodiscard]] workbook::RowFormat row_format() const;
  [[nodiscard]] bool has_groups() const { return !groups_.empty(); }
  [[nodiscard]] bool has_subtotals() const { return has_subtotals_; }

 private:
  struct Group {
    const model::Group* model;
    const model::Column* column;                // null for a column of the query result only
    std::optional<source::ValueReader> reader;  // of the column
    std::size_t key_place;  // of the value that identifies it, the same in all languages
    std::size_t name_place;
    std::optional<std::size_t> currency_place;  // if each row has its own currency
    int level;                                  // of its summary
    bool is_hidden;                             // its summary is inside a collapsed group
    bool hides_inner;                           // its contents are inside a collapsed group
    bool is_open = false;
    std::string key = {};                               // the value as its column reads it
    std::optional<std::size_t> translation_place = {};  // of the key in the other language
    std::string translation_key = {};
    std::string name = {};
    std::map<std::string, std::string> translations =
        {};  // names in the other language, by this one's
    std::vector<RowRange> row_ranges = {};
    Totals totals = {};
  };

  [[nodiscard]] bool belongs_to(const Group& group, const source::ResultRows& row) const;
  [[nodiscard]] static std::string key(const Group& group, const source::ResultRows& row,
                                       std::size_t place);
  void name(Group& group, const source::ResultRows& row);
  /// The lines of a text and, if there are several, the last of the columns where it wraps.
  struct Fit {
    std::uint16_t last;
    int lines;
  };
  [[nodiscard]] Fit fit(const std::string& text, std::uint16_t end,
                        const SheetStream& stream) const;
  [[nodiscard]] Fit fit_label(const std::string& label, const SheetStream& stream) const;
  [[nodiscard]] workbook::StyleId fitted(const Fit& fit, workbook::StyleId style,
                                         const SheetStream& stream) const;
  [[nodiscard]] double height(int lines) const;
  void write_name(const Group& group, bool goes_on, const SheetStream& stream) const;
  void write_subtotal(const Group& group, const SheetStream& stream) const;
  /// Records the current row for a preview.
  void log(RowKind kind, const Group& group, const workbook::RowWriter& rows) const;
  void close(Group& group, const SheetStream& stream);
  void end_row_ranges(const SheetStream& stream);
  [[nodiscard]] std::size_t index(const Group& group) const {
    return static_cast<std::size_t>(&group - groups_.data());
  }

  const LocalizedReport& report_;
  Columns& columns_;
  double min_width_;
  Listener listener_;
  bool has_subtotals_ = false;
  int row_level_ = 0;
  bool hides_rows_ = false;
  std::vector<Group> groups_;  // the outermost first
  Totals total_;
};

}  // namespace report
