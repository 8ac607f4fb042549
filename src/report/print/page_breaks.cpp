#include "report/print/page_breaks.h"

#include <cstddef>
#include <span>

namespace report {
namespace {

using workbook::KeepWith;
using workbook::RowHeights;

constexpr std::size_t kMaxBreaks = 1'023;

/// A row that is not hidden.
struct Row {
  std::uint32_t number;  // of the streamed rows
  double height;
  KeepWith keep;
};

std::vector<Row> visible_rows(const RowHeights& heights) {
  std::vector<Row> rows;
  std::uint32_t number = 0;
  for (const RowHeights::Run& run : heights.runs()) {
    const double height = RowHeights::height(run, kRowHeight);
    for (std::uint32_t i = 0; i < run.rows; ++i, ++number) {
      if (!run.is_hidden) rows.push_back({number, height, run.keep});
    }
  }
  return rows;
}

bool may_begin_page(const std::vector<Row>& rows, std::size_t row) {
  return rows[row].keep != KeepWith::kPrevious &&
         (row == 0 || rows[row - 1].keep != KeepWith::kNext);
}

/// Gives the last page, where the totals block is, enough rows above it.
void move_last_break(const std::vector<Row>& rows, std::vector<std::size_t>& begins) {
  if (begins.size() == 1) return;
  const std::size_t page_before = begins[begins.size() - 2];
  std::size_t begin = rows.size();
  double above = 0;
  const auto is_enough = [&] {
    return begin <= begins.back() && above >= kMinRowsAbove && may_begin_page(rows, begin);
  };
  while (begin > page_before && !is_enough()) above += rows[--begin].height;
  if (begin > page_before) begins.back() = begin;
}

}  // namespace

std::optional<std::vector<std::uint32_t>> page_breaks(const RowHeights& heights,
                                                      std::uint32_t first_row, const Heights& parts,
                                                      double page_height) {
  const double room = page_height * (1 - kSpareShare);
  const bool is_too_long =
      parts.rows > (kMaxBreaks + 1) * room || !heights.is_complete() || room <= parts.header;
  if (is_too_long) return std::nullopt;
  const std::vector<Row> rows = visible_rows(heights);
  std::vector<std::size_t> begins{0};  // the first row of each page
  double used = parts.heading + parts.header;
  std::size_t candidate = 0;  // the last row that may begin the next page
  double since = 0;           // the height of the rows from there on
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (may_begin_page(rows, row)) {
      candidate = row;
      since = 0;
    }
    used += rows[row].height;
    since += rows[row].height;
    if (used <= room || row == begins.back()) continue;
    // Rows to be kept together may be higher than a page.
    const bool can_keep = candidate > begins.back();
    begins.push_back(can_keep ? candidate : row);
    used = parts.header + (can_keep ? since : rows[row].height);
  }
  if (parts.totals_block > 0 && !rows.empty()) {
    if (used + parts.totals_block > room) begins.push_back(rows.size());
    move_last_break(rows, begins);
  }
  if (begins.size() > kMaxBreaks + 1) return std::nullopt;
  std::vector<std::uint32_t> breaks;
  for (const std::size_t begin : std::span{begins}.subspan(1)) {
    if (begin < rows.size()) breaks.push_back(first_row + rows[begin].number);
  }
  return breaks;
}

}  // namespace report
