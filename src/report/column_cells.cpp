#include "report/column_cells.h"

#include <cmath>

#include "language/calendar.h"
#include "report/exact.h"
#include "report/moment.h"
#include "report/number_format.h"
#include "workbook/serial.h"

namespace report {
namespace {

using model::Type;
using source::Storage;

constexpr double kSecondsOfDay = 86'400;
constexpr double kDaysOfExcel = 2'958'466;  // to the end of 9999; it shows no time outside of them

}  // namespace

ColumnCells::ColumnCells(const model::Column& column, const ColumnLook& look,
                         language::Language language, Words words, const language::Zone& zone)
    : column_(column),
      look_(look),
      words_(std::move(words)),
      zone_(zone),
      text_style_(look.text == look.value ? workbook::StyleId::kOfColumn : look.text),
      decimals_(decimals_of(column)),
      total_(column.total) {
  for (const model::Choice& choice : column.choices) {
    choices_.emplace(choice.value, choice.label.in(language));
  }
}

void ColumnCells::write(const source::Rows& in, std::size_t index, workbook::Rows& out) {
  if (in.storage(index) == Storage::kNull) return blank(out);
  switch (column_.type) {
    case Type::kInteger:
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return number(in, index, out);
    case Type::kBoolean:
      return boolean(in, index, out);
    case Type::kDate:
      return date(in.text(index), out);
    case Type::kDateTime:
      return date_time(in.text(index), out);
    case Type::kTime:
      return time(in.text(index), out);
    case Type::kDuration:
      return duration(in, index, out);
    case Type::kEnum:
      return choice(in.text(index), out);
    default:
      return plain(in.text(index), out);
  }
}

void ColumnCells::number(const source::Rows& in, std::size_t index, workbook::Rows& out) {
  const int minor_scale = column_.minor ? decimals_ : 0;
  switch (in.storage(index)) {
    case Storage::kInteger:
      return scaled(in.integer(index), minor_scale, out);
    case Storage::kReal: {
      const double value = in.real(index);
      if (minor_scale > 0) return real(value / std::pow(10.0, minor_scale), out);
      const auto exactly = exact(value, decimals_);
      return exactly ? scaled(exactly->unscaled, exactly->scale, out) : real(value, out);
    }
    case Storage::kText: {
      const auto value = exact(in.text(index));
      const bool fits = value && (column_.type != Type::kInteger || value->scale == 0);
      return fits ? scaled(value->unscaled, value->scale + minor_scale, out)
                  : misfit(in.text(index), out);
    }
    default:
      return misfit(in.text(index), out);
  }
}

void ColumnCells::scaled(std::int64_t unscaled, int scale, workbook::Rows& out) {
  constexpr std::int64_t kFirstOf16Digits = 1'000'000'000'000'000;
  if (unscaled <= -kFirstOf16Digits || unscaled >= kFirstOf16Digits) {
    total_.add_text();  // the cell is written as text
    ++left_out_;
  } else {
    total_.add(unscaled, scale);
  }
  out.scaled(unscaled, scale);
}

void ColumnCells::real(double value, workbook::Rows& out) {
  if (std::isfinite(value)) total_.add(value);
  out.real(value);
}

void ColumnCells::boolean(const source::Rows& in, std::size_t index, workbook::Rows& out) {
  const std::string_view text = in.text(index);
  if (text == "1" || text == "true" || text == "TRUE" || text == "t") return plain(words_.yes, out);
  if (text == "0" || text == "false" || text == "FALSE" || text == "f")
    return plain(words_.no, out);
  misfit(text, out);
}

void ColumnCells::date(std::string_view text, workbook::Rows& out) {
  const auto day = read_day(text);
  const auto serial = day ? workbook::serial_day(*day) : std::nullopt;
  if (serial) {
    out.day(*serial);
    total_.add(static_cast<double>(*serial));
  } else if (day) {
    plain(text, out);  // a real day, before or after those that Excel counts
  } else {
    misfit(text, out);
  }
  if (!column_.hijri) return;
  const auto hijri = day ? language::hijri(*day) : std::nullopt;
  hijri ? out.text(language::cell_text(*hijri)) : out.blank();
}

void ColumnCells::date_time(std::string_view text, workbook::Rows& out) {
  const auto moment = read_moment(text, zone_);
  const auto serial = moment ? workbook::serial_day(moment->day) : std::nullopt;
  if (serial) {
    const auto second = static_cast<std::int32_t>(moment->time.count());
    total_.add(*serial + second / kSecondsOfDay);
    return out.moment(*serial, second);
  }
  moment ? plain(text, out) : misfit(text, out);
}

void ColumnCells::time(std::string_view text, workbook::Rows& out) {
  const auto time = read_time(text);
  if (!time) return misfit(text, out);
  real(static_cast<double>(time->count()) / kSecondsOfDay, out);
}

void ColumnCells::duration(const source::Rows& in, std::size_t index, workbook::Rows& out) {
  const Storage storage = in.storage(index);
  const bool is_number = storage == Storage::kInteger || storage == Storage::kReal;
  const double days = is_number ? in.real(index) / kSecondsOfDay : -1;
  if (!(days >= 0 && days < kDaysOfExcel)) return misfit(in.text(index), out);
  real(days, out);
}

void ColumnCells::choice(std::string_view value, workbook::Rows& out) {
  const auto found = choices_.find(value);
  plain(found == choices_.end() ? value : std::string_view{found->second}, out);
}

void ColumnCells::plain(std::string_view text, workbook::Rows& out) {
  total_.add_text();
  out.text(text, text_style_);
}

void ColumnCells::misfit(std::string_view text, workbook::Rows& out) {
  if (misfits_.cells++ == 0) misfits_.first_row = out.row() + 1;
  ++left_out_;
  plain(text, out);
}

void ColumnCells::blank(workbook::Rows& out) {
  out.blank();
  if (column_.hijri) out.blank();
}

}  // namespace report
