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
  double extra_height = 0;  // points that rows are higher than rows are, in all
};

/// The groups that rows stand in, as they open and close while rows stream by: a row that names
/// each, its subtotal behind it, and the level of Excel's outline. A group's summary stands below
/// it where there are subtotals. Without groups it keeps nothing but the total. One section's.
class Outline {
 public:
  /// What an outermost group came to, for whoever draws it. `row` is that of its subtotal.
  struct ClosedGroup {
    std::string name;
    Totals totals;
    const workbook::Sheet* sheet;
    std::uint32_t row;
    bool has_subtotal;
  };
  using Listener = std::function<void(const ClosedGroup&)>;

  /// Rows that closing and opening all groups may take.
  static constexpr std::uint32_t kMaxRows = 8;

  /// `min_width` is how wide the table is in any case, in digits.
  Outline(const LocalizedReport& report, Columns& columns, double min_width, Listener listener);

  /// Before the row is written: closes the groups that it does not belong to.
  void close_groups_before(const source::ResultRows& row, const SheetStream& stream);
  /// And opens those that it begins.
  void open_groups_for(const source::ResultRows& row, const SheetStream& stream);
  /// Open groups go on on another sheet.
  void leave_sheet(const SheetStream& stream);
  void enter_sheet(const SheetStream& stream);
  /// After the last row: closes all. Gives the total of the rows.
  [[nodiscard]] Totals finish(const SheetStream& stream);

  /// Of a row of data.
  [[nodiscard]] workbook::RowFormat row_format() const;
  [[nodiscard]] bool has_groups() const { return !groups_.empty(); }
  /// Some of its groups are collapsed.
  [[nodiscard]] bool hides_rows() const { return hides_rows_; }
  [[nodiscard]] bool has_subtotals() const { return has_subtotals_; }

 private:
  struct Group {
    const model::Group* model;
    const model::Column* column;                // null where it is a column of the result alone
    std::optional<source::ValueReader> reader;  // of the column
    std::size_t key_place;                      // whose value sets it apart, alike in all languages
    std::size_t name_place;
    std::optional<std::size_t> currency_place;  // of amounts in the row's own
    int level;                                  // of its summary
    bool is_hidden;                             // its summary stands in a collapsed group
    bool hides_inner;                           // what is inside it stands in one
    bool is_open = false;
    std::string key = {};                               // of the value, as its column reads it
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
  [[nodiscard]] std::string title(const std::string& text, const SheetStream& stream) const;
  [[nodiscard]] double height() const;
  void write_name(const Group& group, bool goes_on, const SheetStream& stream) const;
  void write_subtotal(const Group& group, const SheetStream& stream) const;
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
