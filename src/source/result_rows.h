#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "model/report_spec.h"
#include "source/driver/session.h"
#include "source/row_buffer.h"
#include "source/source_registry.h"
#include "source/sql/cell.h"
#include "source/sql/selection.h"

namespace source {

/// The rows of a report, read from its source one at a time. Columns are numbered as in
/// `selection()`. Not thread-safe; the spec and the sources must outlive it.
class ResultRows {
 public:
  /// Opens the source and runs the query. Every failure is a base::Error with a user message. The
  /// source may be told that no more than `max_rows` rows are read.
  ResultRows(const model::ReportSpec& spec, SourceRegistry& sources, const std::stop_token& stop,
             std::optional<std::int64_t> max_rows = std::nullopt);

  [[nodiscard]] const Selection& selection() const { return selection_; }

  /// Reads rows before they are due, `max_rows` at most and a bounded number of bytes, and calls
  /// `see` for each as the current row. next() then moves to the same rows. Call before it. Throws
  /// base::Canceled when asked to stop.
  void look_ahead(std::size_t max_rows, const std::function<void()>& see);
  /// Moves to the next row; false at the end. Throws base::Canceled when asked to stop, and
  /// base::Error where there are more rows than the model allows: a result is never cut.
  bool next();
  /// The number of rows read so far.
  [[nodiscard]] std::int64_t count() const { return count_; }

  // Of the current row.
  [[nodiscard]] const Cell& cell(std::size_t column) const { return cells_[column]; }
  [[nodiscard]] Storage storage(std::size_t column) const { return cells_[column].storage; }
  [[nodiscard]] std::int64_t integer(std::size_t column) const { return cells_[column].integer; }
  /// The value of a real or integer cell.
  [[nodiscard]] double real(std::size_t column) const {
    const Cell& cell = cells_[column];
    return cell.storage == Storage::kInteger ? static_cast<double>(cell.integer) : cell.real;
  }
  /// Bytes that need not be UTF-8. A cell that is not text is formatted by source::format_cell().
  /// Valid until next(), or until the next call for such a cell.
  [[nodiscard]] std::string_view text(std::size_t column) const {
    const Cell& cell = cells_[column];
    return cell.storage == Storage::kText ? cell.text : digits(cell);
  }

  /// Whether the report asks for a language's order of texts and the source sorts by its own.
  [[nodiscard]] bool uses_source_collation() const;
  /// Whether moments may be in the source's time zone, because it does not know the organization's.
  [[nodiscard]] bool uses_source_time_zone() const;
  /// After the last row: how many of the requested instance ids had no row.
  [[nodiscard]] std::size_t missing_ids() const;

  /// Values of one column that are not of its type, so that the filter could not decide them.
  struct Undecided {
    const model::Column* column;
    std::int64_t count;
  };
  /// After the last row. Where the filter met such values, queries the source once more to count
  /// them, under the report's policies and ids. Throws as next() does.
  [[nodiscard]] std::vector<Undecided> undecided();

 private:
  [[nodiscard]] std::unique_ptr<Cursor> open_cursor(std::optional<std::int64_t> max_rows);
  bool read_row();
  void record_id();
  [[nodiscard]] std::string_view digits(const Cell& cell) const;

  const model::ReportSpec& spec_;
  SourceRegistry& sources_;
  const std::stop_token stop_;
  const Selection selection_;
  std::unique_ptr<Session> session_;
  std::shared_ptr<const Description> description_;
  std::vector<const model::Column*> undecided_columns_;  // by the statement's slots
  std::unique_ptr<Cursor> cursor_;
  std::vector<Cell> cells_;
  RowBuffer buffer_;            // rows that were read ahead
  bool is_at_end_ = false;      // of the cursor
  mutable std::string digits_;  // of the last cell formatted by text()
  std::int64_t count_ = 0;
  std::set<std::string, std::less<>> ids_;  // seen, where the report selects by id
};

}  // namespace source
