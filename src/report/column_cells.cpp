#include "report/column_cells.h"

#include <algorithm>
#include <cmath>

#include "language/calendar.h"
#include "language/text.h"
#include "language/web_address.h"
#include "report/row_number.h"
#include "report/style/text_layout.h"
#include "report/style/type_traits.h"
#include "source/sql/moment.h"
#include "workbook/xml/excel_serial_date.h"

namespace report {
namespace {

using model::Type;
using source::parse_boolean;
using source::parse_day;
using source::parse_moment;
using source::parse_time;
using source::Storage;
using source::to_exact;
using workbook::StyleId;

constexpr int kMaxScale = 18;  // the largest scale that RowWriter accepts

/// A cheap test that is false for most non-empty cells: by the first byte, since as signed chars
/// all non-ASCII bytes are below the space.
bool may_be_empty(const source::Cell& cell) {
  if (cell.storage < Storage::kText) return cell.storage == Storage::kNull;
  return cell.text.empty() || static_cast<signed char>(cell.text.front()) <= ' ';
}

/// Whether the cell is left empty. Multi-line texts are kept, even if all their lines are empty.
bool is_blank(const source::Cell& cell, Type type) {
  if (!source::is_empty(cell)) return false;
  const bool has_lines = model::is_textual(type) && cell.storage >= Storage::kText &&
                         cell.text.find('\n') != std::string_view::npos;
  return !has_lines;
}

}  // namespace

ColumnCells::ColumnCells(const model::Column& column, const LocalizedReport& report)
    : column_(column),
      report_(report),
      source_column_(report.selection.index(column, report.language())),
      currency_source_column_(
          column.currency_from.empty()
              ? std::nullopt
              : std::optional{report.selection.index(column.currency_from, report.language())}),
      yes_(report.words.text(base::Message{"report.yes"})),
      no_(report.words.text(base::Message{"report.no"})),
      is_right_to_left_(language::is_right_to_left(report.language())),
      is_multi_line_(traits(column.type).lines == TypeTraits::Lines::kSeveral),
      hijri_place_(report.hijri_place(column)),
      units_(column, report),
      lines_(report.theme),
      zeros_(0, ShownDecimals::shift(column.type)),
      hundreds_(1, ShownDecimals::shift(column.type)),
      total_(column.aggregate) {
  for (const model::Choice& choice : column.choices) {
    choices_.emplace(choice.value, choice.label.get(report.language()));
  }
  set_text_styles();
  if (const auto bounds = ShownDecimals::bounds(column)) {
    shown_.emplace(*bounds);
    all_shown_.emplace(*bounds);
  }
}

void ColumnCells::record(ValueIssue& issue, const workbook::RowWriter& out) const {
  issue.add(out.row() + 1, sheet_->name());
}

std::string_view ColumnCells::upcoming_text(const source::ResultRows& in) const {
  const source::Cell& cell = in.cell(source_column_);
  if (cell.storage != Storage::kText) return {};
  if (may_be_empty(cell) && is_blank(cell, column_.type)) return {};
  return text(in);
}

void ColumnCells::write(const source::ResultRows& in, workbook::RowWriter& out) {
  const source::Cell& cell = in.cell(source_column_);
  if (may_be_empty(cell) && is_blank(cell, column_.type)) return blank(out);
  if (cell.storage == Storage::kBlob && !source::is_text(cell.text)) {
    return bytes(in.text(source_column_), out);
  }
  switch (column_.type) {
    case Type::kMoney:
      return money(in, out);
    case Type::kInteger:
    case Type::kDecimal:
    case Type::kPercent:
      return number(in, out);
    case Type::kBoolean:
      return boolean(in, out);
    case Type::kDate:
      return date(in.text(source_column_), out);
    case Type::kDateTime:
      return date_time(in.text(source_column_), out);
    case Type::kTime:
      return time(in.text(source_column_), out);
    case Type::kDuration:
      return duration(in, out);
    case Type::kEnum:
      return enum_value(in.text(source_column_), out);
    case Type::kUrl:
      return link(in.text(source_column_), out);
    case Type::kString:
    case Type::kText:
    case Type::kDateRange:
      return plain(in.text(source_column_), out);
  }
}

/// Minor units of an unknown currency are not an amount: they can neither be converted nor added
/// up.
void ColumnCells::money(const source::ResultRows& in, workbook::RowWriter& out) {
  if (currency_source_column_) units_.select_currency(in.text(*currency_source_column_));
  if (units_.unit().rule.is_undefined) {
    const bool is_number =
        source::read_number(in.cell(source_column_), {}, number_) == source::Reading::kRead;
    if (!is_number) return type_mismatch(in.text(source_column_), out);
    record(issues_.undivided, out);
    total_.exclude();
    return plain(in.text(source_column_), out);
  }
  if (currency_source_column_) {
    if (!units_.is_known()) record(issues_.unknown_currencies, out);
    total_.measure_in(static_cast<int>(units_.current()));
  }
  number(in, out);
}

/// The fast path: most numbers are whole or have at most the decimals that their column shows.
void ColumnCells::number(const source::ResultRows& in, workbook::RowWriter& out) {
  const source::Cell& cell = in.cell(source_column_);
  const source::NumberRule& rule = units_.unit().rule;
  if (cell.storage == Storage::kInteger) return decimal(cell.integer, rule.minor_scale, out);
  std::optional<source::ExactDecimal> value;
  if (cell.storage == Storage::kText) {
    value = to_exact(cell.text);
  } else if (cell.storage == Storage::kReal && rule.minor_scale == 0) {
    const int shift = ShownDecimals::shift(column_.type);
    value = to_exact(cell.real, units_.unit().decimals + shift);
    if (!value && shown_) value = to_exact(cell.real, shown_->max() + shift);
  }
  const bool is_simple =
      value && value->scale + rule.minor_scale <= kMaxScale && !(rule.is_whole && value->scale > 0);
  if (!is_simple) return any_number(in, out);
  decimal(value->unscaled, value->scale + rule.minor_scale, out);
}

/// Any other number, read by the general reader.
void ColumnCells::any_number(const source::ResultRows& in, workbook::RowWriter& out) {
  const source::Cell& cell = in.cell(source_column_);
  const Unit& unit = units_.unit();
  if (source::read_number(cell, unit.rule, number_) != source::Reading::kRead) {
    return type_mismatch(in.text(source_column_), out);
  }
  if (const auto value = source::to_exact(number_)) {
    decimal(value->unscaled, value->scale, out);
  } else if (fits_in_cell(number_, unit)) {
    const bool has_lost_digits = number_.digits.size() > kCellDigits;
    if (has_lost_digits && !column_.decimals && column_.type != Type::kMoney) {
      record(issues_.rounded, out);
    }
    long_decimal(source::to_real(number_), out);
  } else {
    number_as_text(long_number_text(cell, number_), out);
  }
}

void ColumnCells::number_as_text(const std::string& digits, workbook::RowWriter& out) {
  total_.add_text();
  total_.exclude();
  if (!may_need_lines(digits)) return out.number_as_text(digits, styles().text.verbatim);
  make_wrapped_styles();
  out.number_as_text(digits, wrapped_->text.verbatim);
}

void ColumnCells::decimal(std::int64_t unscaled, int scale, workbook::RowWriter& out) {
  constexpr std::int64_t kFirstOf16Digits = 1'000'000'000'000'000;
  if (scale > units_.unit().decimals) {
    for (; scale > 0 && unscaled % 10 == 0; --scale) unscaled /= 10;
    record_decimals({unscaled, scale}, out);
  }
  constexpr int kMaxScale = 18;  // minor units with four decimals and fifteen of their own make 19
  if (scale > kMaxScale) return real(static_cast<double>(unscaled) / std::pow(10.0, scale), out);
  const auto is_long = [&] {
    return unscaled <= -kFirstOf16Digits || unscaled >= kFirstOf16Digits;
  };
  for (; is_long() && scale > 0 && unscaled % 10 == 0; --scale) unscaled /= 10;
  if (is_long()) {
    total_.add_text();  // the cell is written as text
    total_.exclude();
  } else {
    total_.add(unscaled, scale);
  }
  out.decimal(unscaled, scale, units_.value_style());
}

/// A number with more decimals than 15 digits can hold.
void ColumnCells::long_decimal(double value, workbook::RowWriter& out) {
  if (shown_) {
    shown_->add_endless();
    record_misleading(value, out);
  } else {
    record_more_decimals(out);
  }
  real(value, out);
}

/// Records decimals that may exceed those that are shown.
void ColumnCells::record_decimals(const source::ExactDecimal& value,
                                  const workbook::RowWriter& out) {
  const int decimals = value.scale - ShownDecimals::shift(column_.type);
  if (decimals <= units_.unit().decimals) return;
  if (shown_) {
    shown_->add(decimals);
    record_misleading(static_cast<double>(value.unscaled) / std::pow(10, value.scale), out);
  } else {
    record_more_decimals(out);
  }
}

void ColumnCells::record_misleading(double value, const workbook::RowWriter& out) {
  zeros_.record(value, shown_->min(), out.row() + 1, sheet_->name());
  if (column_.type == Type::kPercent) {
    hundreds_.record(value, shown_->min(), out.row() + 1, sheet_->name());
  }
}

/// The number of decimals of an amount follows from its currency, unless the data model sets it.
void ColumnCells::record_more_decimals(const workbook::RowWriter& out) {
  const bool has_currency = !currency_source_column_ || units_.is_known();
  if (column_.type == Type::kMoney && !column_.decimals && has_currency) {
    record(issues_.more_decimals, out);
  }
}

/// `value` is finite.
void ColumnCells::real(double value, workbook::RowWriter& out) {
  total_.add(value);
  out.number(value, units_.value_style());
}

void ColumnCells::boolean(const source::ResultRows& in, workbook::RowWriter& out) {
  const std::string_view text = in.text(source_column_);
  const auto value = parse_boolean(text);
  value ? plain(*value ? yes_ : no_, out) : type_mismatch(text, out);
}

void ColumnCells::date(std::string_view text, workbook::RowWriter& out) {
  const auto day = parse_day(text, report_.zone);
  const auto serial = day ? workbook::excel_serial_date(*day) : std::nullopt;
  hijri(HijriPlace::kBefore, day, out);
  if (serial) {
    out.date(*serial);
    total_.add(static_cast<double>(*serial));
  } else if (day) {
    out_of_range(text, out);
  } else {
    type_mismatch(text, out);
  }
  hijri(HijriPlace::kAfter, day, out);
}

void ColumnCells::date_time(std::string_view text, workbook::RowWriter& out) {
  const auto moment = parse_moment(text, report_.zone);
  const auto serial = moment ? workbook::excel_serial_date(moment->day) : std::nullopt;
  const auto day = moment ? std::optional{moment->day} : std::nullopt;
  hijri(HijriPlace::kBefore, day, out);
  if (serial) {
    const auto second = static_cast<std::int32_t>(moment->time.count());
    total_.add(*serial + second / kSecondsPerDay);
    out.date_time(*serial, second);
  } else {
    moment ? out_of_range(text, out) : type_mismatch(text, out);
  }
  hijri(HijriPlace::kAfter, day, out);
}

/// Writes the Hijri date if `place`, before or after the cell of the day, is where it belongs.
void ColumnCells::hijri(HijriPlace place, std::optional<std::chrono::sys_days> day,
                        workbook::RowWriter& out) {
  if (hijri_place_ != place) return;
  const auto date = day ? language::to_hijri(*day) : std::nullopt;
  if (day && !date) record(issues_.not_hijri, out);
  date ? out.text(report_.words.localize_digits(language::format_hijri(*date))) : out.blank();
}

void ColumnCells::time(std::string_view text, workbook::RowWriter& out) {
  const auto time = parse_time(text);
  if (!time) return type_mismatch(text, out);
  real(static_cast<double>(time->count()) / kSecondsPerDay, out);
}

void ColumnCells::duration(const source::ResultRows& in, workbook::RowWriter& out) {
  const Storage storage = in.storage(source_column_);
  const bool is_number = storage == Storage::kInteger || storage == Storage::kReal;
  const bool is_read =
      is_number || source::read_seconds(in.cell(source_column_), number_) == source::Reading::kRead;
  const auto seconds = !is_read    ? std::optional<double>{}
                       : is_number ? in.real(source_column_)
                                   : source::to_real(number_);
  if (!seconds || !(std::abs(*seconds) < kExcelDayLimit * kSecondsPerDay)) {
    return type_mismatch(in.text(source_column_), out);
  }
  if (*seconds >= 0) return real(*seconds / kSecondsPerDay, out);
  total_.exclude();  // Excel shows no negative times
  static_cast<void>(source::read_seconds(in.cell(source_column_), number_));
  plain(report_.words.format_seconds(column_, number_), out);
}

void ColumnCells::enum_value(std::string_view value, workbook::RowWriter& out) {
  const auto found = choices_.find(value);
  if (found == choices_.end()) record(issues_.unknown_enum_values, out);
  plain(found == choices_.end() ? value : std::string_view{found->second}, out);
}

void ColumnCells::link(std::string_view address, workbook::RowWriter& out) {
  const auto target = language::parse_web_address(address);
  if (!target) {
    if (!language::is_invisible(address)) record(issues_.not_addresses, out);
    return plain(address, out);
  }
  total_.add_text();
  out.link(address, {target->address, target->fragment});
}

void ColumnCells::plain(std::string_view text, workbook::RowWriter& out, Validity validity) {
  total_.add_text();
  const bool is_wrapped =
      !is_multi_line_ && !wraps_ && (row_lines_ ? *row_lines_ : lines_.lines(text)).may_wrap;
  if (is_wrapped) make_wrapped_styles();
  const ColumnStyles& its = is_wrapped ? *wrapped_ : styles();
  const bool is_opposite = is_opposite_direction(text, is_right_to_left_);
  if (validity == Validity::kInvalid) {
    const workbook::TextStyles& valid = is_opposite ? its.opposite_direction : its.text;
    const auto [marked, is_new] = invalid_.try_emplace(valid.plain);
    if (is_new) marked->second = report_.theme.invalid(valid);
    return out.text(text, marked->second);
  }
  if (is_opposite) return out.text(text, its.opposite_direction);
  out.text(text, is_wrapped ? its.text : text_styles_);
}

void ColumnCells::make_wrapped_styles() {
  if (!wrapped_) wrapped_ = report_.theme.wrapped_styles(column_);
}

/// A valid day outside the range that Excel counts.
void ColumnCells::out_of_range(std::string_view text, workbook::RowWriter& out) {
  total_.exclude();
  plain(text, out);
}

void ColumnCells::type_mismatch(std::string_view text, workbook::RowWriter& out) {
  record(issues_.type_mismatches, out);
  total_.exclude();
  plain(text, out, Validity::kInvalid);
}

void ColumnCells::bytes(std::string_view hex, workbook::RowWriter& out) {
  record(issues_.bytes, out);
  total_.exclude();
  hijri(HijriPlace::kBefore, std::nullopt, out);
  plain(hex, out);
  hijri(HijriPlace::kAfter, std::nullopt, out);
}

void ColumnCells::blank(workbook::RowWriter& out) {
  out.blank();
  if (hijri_place_ != HijriPlace::kNowhere) out.blank();
}

}  // namespace report
