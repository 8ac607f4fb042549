#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/column.h"
#include "report/edition.h"
#include "report/running_total.h"
#include "source/rows.h"
#include "workbook/rows.h"
#include "workbook/sheet.h"

namespace report {

/// Digits that the widest column has.
inline constexpr int kWidestColumn = 60;
/// Whether a text, which is not empty, is to be read from the other side than the sheet.
[[nodiscard]] bool is_foreign(std::string_view text, bool is_right_to_left);
/// Whether a string may take several lines of that: true for all that do, and for some that fill
/// one.
[[nodiscard]] bool may_need_lines(std::string_view text);

/// Values that are not of their column's type, written as text and left out of the total; or
/// amounts in no known currency; or values that have no word, or no Hijri date.
struct Misfits {
  std::uint64_t cells = 0;
  std::uint32_t first_row = 0;  // of the sheet, counted from 1
  std::string sheet = {};
};

/// Writes one column's values: what the source gives becomes a cell of the column's type, or text
/// where it is none. Keeps the total of what was written since it was last taken. A date with a
/// Hijri companion writes both cells.
class ColumnCells {
 public:
  ColumnCells(const model::Column& column, const Edition& edition);

  /// The column of the current row, as the next cell (or two).
  void write(const source::Rows& in, workbook::Rows& out);

  /// Begins anew: gives what was written so far.
  [[nodiscard]] RunningTotal take_total();
  /// What follows stands on this sheet.
  void enter(const workbook::Sheet& sheet) { sheet_ = &sheet; }

  [[nodiscard]] const ColumnLook& look() const { return looks_.front(); }
  /// Of one of its totals: marked where values are left out of it.
  [[nodiscard]] ColumnLook look(const RunningTotal& total) const;
  /// Of what is measured in `unit`, and of a total.
  [[nodiscard]] int decimals(int unit) const { return decimals_[static_cast<std::size_t>(unit)]; }
  [[nodiscard]] int decimals(const RunningTotal& total) const;
  [[nodiscard]] const Misfits& misfits() const { return misfits_; }
  /// Numbers of more digits than a cell keeps, which lost some that it would not have shown.
  [[nodiscard]] const Misfits& rounded() const { return rounded_; }
  [[nodiscard]] const Misfits& unknown_currencies() const { return unknown_currencies_; }
  /// Values of an enum that its data model has no word for, written as they are.
  [[nodiscard]] const Misfits& unnamed() const { return unnamed_; }
  /// Days outside of the Umm al-Qura calendar, whose Hijri cells are blank.
  [[nodiscard]] const Misfits& not_hijri() const { return not_hijri_; }

 private:
  void note(Misfits& misfits, const workbook::Rows& out) const;
  void number(const source::Rows& in, workbook::Rows& out);
  void decimal(std::string_view text, int minor_scale, workbook::Rows& out);
  void scaled(std::int64_t unscaled, int scale, workbook::Rows& out);
  void real(double value, workbook::Rows& out);
  void boolean(const source::Rows& in, workbook::Rows& out);
  void date(std::string_view text, workbook::Rows& out);
  void date_time(std::string_view text, workbook::Rows& out);
  void time(std::string_view text, workbook::Rows& out);
  void duration(const source::Rows& in, workbook::Rows& out);
  void choice(std::string_view value, workbook::Rows& out);
  void link(std::string_view address, workbook::Rows& out);
  void hijri(std::optional<std::chrono::sys_days> day, workbook::Rows& out);
  void plain(std::string_view text, workbook::Rows& out);
  void beyond(std::string_view text, workbook::Rows& out);
  void misfit(std::string_view text, workbook::Rows& out);
  void blank(workbook::Rows& out);
  void enter_currency(std::string_view written, const workbook::Rows& out);
  void choose_currency(const std::string& code);
  void add_currency(const std::string& code);

  const model::Column& column_;
  const Edition& edition_;
  const std::size_t place_;  // in a row of the source
  const std::optional<std::size_t> currency_place_;
  const std::string yes_;
  const std::string no_;
  const bool is_right_to_left_;
  std::map<std::string, std::string, std::less<>> choices_;  // value to word

  // Of each currency so far; a column of one alone has one.
  std::vector<std::string> currencies_;
  std::vector<std::string> signs_;
  std::vector<ColumnLook> looks_;
  std::vector<int> decimals_;
  std::size_t unit_ = 0;                         // of the current value
  std::optional<std::string> written_currency_;  // of the last value
  bool is_known_currency_ = false;
  workbook::StyleId value_style_ = workbook::StyleId::kOfColumn;
  workbook::StyleId text_style_;
  std::optional<ColumnLook> wrapped_;  // of strings of several lines

  RunningTotal total_;
  Misfits misfits_;
  Misfits rounded_;
  Misfits unknown_currencies_;
  Misfits unnamed_;
  Misfits not_hijri_;
  const workbook::Sheet* sheet_ = nullptr;
};

}  // namespace report
