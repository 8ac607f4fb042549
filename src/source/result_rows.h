#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "model/report_spec.h"
#include "source/driver/session.h"
#include "source/source_registry.h"
#include "source/sql/cell.h"
#include "source/sql/selection.h"

namespace source {

/// An order's rows as they come from its source, one at a time. Columns count as in
/// `selection()`. One thread; the order and the sources must outlive it.
class ResultRows {
 public:
  /// Opens the source and runs the query. Every fault is a base::Error with a user message.
  ResultRows(const model::ReportSpec& spec, SourceRegistry& sources, const std::stop_token& stop);

  [[nodiscard]] const Selection& selection() const { return selection_; }

  /// Moves to the next row; false at the end. Throws base::Canceled when asked to stop, and
  /// base::Error beyond the model's cap: rows are never cut.
  bool next();
  /// How many rows there were so far.
  [[nodiscard]] std::int64_t count() const { return count_; }

  // Of the current row.
  [[nodiscard]] const Cell& cell(std::size_t column) const { return cells_[column]; }
  [[nodiscard]] Storage storage(std::size_t column) const { return cells_[column].storage; }
  [[nodiscard]] std::int64_t integer(std::size_t column) const { return cells_[column].integer; }
  /// Of an integer, too.
  [[nodiscard]] double real(std::size_t column) const {
    const Cell& cell = cells_[column];
    return cell.storage == Storage::kInteger ? static_cast<double>(cell.integer) : cell.real;
  }
  /// Bytes that need not be UTF-8, valid until next(), or the next call for a cell that is no text:
  /// a number in its digits, bytes as source::format_cell() has them.
  [[nodiscard]] std::string_view text(std::size_t column) const {
    const Cell& cell = cells_[column];
    return cell.storage == Storage::kText ? cell.text : digits(cell);
  }

  /// Whether texts, which the order wants as its language has them, come as the source has them.
  [[nodiscard]] bool uses_source_collation() const;
  /// Whether the source may give moments of its own time zone, since it does not know the
  /// organization's.
  [[nodiscard]] bool uses_source_time_zone() const;
  /// After the last row: how many of the order's instance ids gave none.
  [[nodiscard]] std::size_t missing_ids() const;

  /// Values of one column that are not of its type, which the order's filter could not decide.
  struct Undecided {
    const model::Column* column;
    std::int64_t count;
  };
  /// After the last row; asks the source once more, under the order's policies and ids, where the
  /// filter met such values. Throws as next().
  [[nodiscard]] std::vector<Undecided> undecided();

 private:
  [[nodiscard]] std::unique_ptr<Cursor> open_cursor();
  void record_id();
  [[nodiscard]] std::string_view digits(const Cell& cell) const;

  const model::ReportSpec& spec_;
  SourceRegistry& sources_;
  const std::stop_token stop_;
  const Selection selection_;
  std::unique_ptr<Session> session_;
  std::shared_ptr<const Description> description_;
  std::vector<const model::Column*> undecided_columns_;  // by the slots of the statement
  std::unique_ptr<Cursor> cursor_;
  std::vector<Cell> cells_;
  mutable std::string digits_;  // of the number that text() was asked for last
  std::int64_t count_ = 0;
  std::set<std::string, std::less<>> ids_;  // seen, when the order selects by id
};

}  // namespace source
