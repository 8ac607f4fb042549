#include "report/column_cells.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "language/calendar.h"
#include "language/currency.h"
#include "model/time_text.h"
#include "report/exact.h"
#include "report/moment.h"
#include "report/number_format.h"
#include "source/duration.h"
#include "workbook/serial.h"

namespace report {
namespace {

using model::Type;
using source::Storage;
using workbook::StyleId;

constexpr double kSecondsOfDay = 86'400;
constexpr double kDaysOfExcel = 2'958'466;  // to the end of 9999; it shows no time outside of them
constexpr std::size_t kCurrencies = 100;    // styles for more are not made
constexpr std::size_t kMarked = 30;         // and marked ones

/// What language::width() gives at most of well-formed text, in a few instructions: a character is
/// one digit wide, but two where it has three bytes or more, or is one of seen, sheen, sad and dad
/// (D8 B3 to D8 B6).
int most_digits(std::string_view text) {
  int digits = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    digits += static_cast<int>((byte & 0xC0U) != 0x80) + static_cast<int>(byte >= 0xE0) +
              static_cast<int>(byte >= 0xB3 && byte <= 0xB6);
  }
  return digits;
}

bool is_link(std::string_view text) {
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"http://", "https://", "mailto:"},
      [&](std::string_view scheme) {
        return text.size() > scheme.size() &&
               std::ranges::equal(text.substr(0, scheme.size()), scheme, [](char a, char b) {
                 return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
               });
      });
}

}  // namespace

/// Letters of ours that begin it on a left-to-right sheet, nothing but ASCII on a right-to-left
/// one.
bool is_foreign(std::string_view text, bool is_right_to_left) {
  if (!is_right_to_left) {
    const auto first = static_cast<unsigned char>(text.front());
    return first >= 0xD8 && first <= 0xDB;  // U+0600 to U+06FF
  }
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool may_need_lines(std::string_view text) {
  if (text.find('\n') != std::string_view::npos) return true;
  return text.size() > std::size_t{kWidestColumn} && most_digits(text) > kWidestColumn;
}

ColumnCells::ColumnCells(const model::Column& column, const Edition& edition)
    : column_(column),
      edition_(edition),
      place_(edition.selection.place(column, edition.language())),
      currency_place_(
          column.currency_from.empty()
              ? std::nullopt
              : std::optional{edition.selection.place(column.currency_from, edition.language())}),
      yes_(edition.words.say(base::Phrase{"report.yes"})),
      no_(edition.words.say(base::Phrase{"report.no"})),
      is_right_to_left_(language::is_right_to_left(edition.language())),
      total_(column.total) {
  for (const model::Choice& choice : column.choices) {
    choices_.emplace(choice.value, choice.label.in(edition.language()));
  }
  currencies_.push_back(column.currency);
  signs_.emplace_back();
  looks_.push_back(edition.theme.column(column));
  decimals_.push_back(decimals_of(column));
  text_style_ = look().text == look().value ? StyleId::kOfColumn : look().text;
}

RunningTotal ColumnCells::take_total() {
  return std::exchange(total_, RunningTotal{column_.total});
}

ColumnLook ColumnCells::look(const RunningTotal& total) const {
  const auto unit = static_cast<std::size_t>(total.unit());
  if (total.left_out() == 0 || unit >= kMarked) return looks_[unit];
  return edition_.theme.marked(column_, currencies_[unit], signs_[unit]);
}

int ColumnCells::decimals(const RunningTotal& total) const {
  return decimals_of_total(column_).value_or(decimals(total.unit()));
}

void ColumnCells::note(Misfits& misfits, const workbook::Rows& out) const {
  if (misfits.cells++ > 0) return;
  misfits.first_row = out.row() + 1;
  misfits.sheet = sheet_->name();
}

void ColumnCells::write(const source::Rows& in, workbook::Rows& out) {
  if (in.storage(place_) == Storage::kNull) return blank(out);
  switch (column_.type) {
    case Type::kMoney:
      if (currency_place_) enter_currency(in.text(*currency_place_), out);
      return number(in, out);
    case Type::kInteger:
    case Type::kDecimal:
    case Type::kPercent:
      return number(in, out);
    case Type::kBoolean:
      return boolean(in, out);
    case Type::kDate:
      return date(in.text(place_), out);
    case Type::kDateTime:
      return date_time(in.text(place_), out);
    case Type::kTime:
      return time(in.text(place_), out);
    case Type::kDuration:
      return duration(in, out);
    case Type::kEnum:
      return choice(in.text(place_), out);
    case Type::kUrl:
      return link(in.text(place_), out);
    default:
      return plain(in.text(place_), out);
  }
}

void ColumnCells::number(const source::Rows& in, workbook::Rows& out) {
  const int decimals = decimals_[unit_];
  const int minor_scale = column_.minor ? decimals : 0;
  switch (in.storage(place_)) {
    case Storage::kInteger:
      return scaled(in.integer(place_), minor_scale, out);
    case Storage::kReal: {
      const double value = in.real(place_);
      if (minor_scale > 0) return real(value / std::pow(10.0, minor_scale), out);
      const auto exactly = exact(value, decimals);
      return exactly ? scaled(exactly->unscaled, exactly->scale, out) : real(value, out);
    }
    case Storage::kText:
      return decimal(in.text(place_), minor_scale, out);
    default:
      return misfit(in.text(place_), out);
  }
}

void ColumnCells::decimal(std::string_view text, int minor_scale, workbook::Rows& out) {
  const auto value = exact(text);
  const bool is_whole = text.find('.') == std::string_view::npos;
  if (column_.type == Type::kInteger && !(value ? value->scale == 0 : is_whole)) {
    misfit(text, out);
  } else if (value) {
    scaled(value->unscaled, value->scale + minor_scale, out);
  } else if (const auto near = minor_scale == 0 ? nearest(text) : std::nullopt) {
    note(rounded_, out);
    real(*near, out);
  } else if (is_decimal(text) && (is_whole || minor_scale == 0)) {
    std::string digits{text};
    if (minor_scale > 0) digits.insert(digits.size() - static_cast<std::size_t>(minor_scale), ".");
    total_.add_text();
    total_.leave_out();
    out.long_number(digits);
  } else {
    misfit(text, out);
  }
}

void ColumnCells::scaled(std::int64_t unscaled, int scale, workbook::Rows& out) {
  constexpr std::int64_t kFirstOf16Digits = 1'000'000'000'000'000;
  if (unscaled <= -kFirstOf16Digits || unscaled >= kFirstOf16Digits) {
    total_.add_text();  // the cell is written as text
    total_.leave_out();
  } else {
    total_.add(unscaled, scale);
  }
  out.scaled(unscaled, scale, value_style_);
}

void ColumnCells::real(double value, workbook::Rows& out) {
  if (!std::isfinite(value)) {
    return misfit(std::isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity", out);
  }
  total_.add(value);
  out.real(value, value_style_);
}

void ColumnCells::boolean(const source::Rows& in, workbook::Rows& out) {
  const std::string_view text = in.text(place_);
  const auto value = read_boolean(text);
  value ? plain(*value ? yes_ : no_, out) : misfit(text, out);
}

void ColumnCells::date(std::string_view text, workbook::Rows& out) {
  const auto day = read_day(text, edition_.zone);
  const auto serial = day ? workbook::serial_day(*day) : std::nullopt;
  if (serial) {
    out.day(*serial);
    total_.add(static_cast<double>(*serial));
  } else if (day) {
    beyond(text, out);
  } else {
    misfit(text, out);
  }
  hijri(day, out);
}

void ColumnCells::date_time(std::string_view text, workbook::Rows& out) {
  const auto moment = read_moment(text, edition_.zone);
  const auto serial = moment ? workbook::serial_day(moment->day) : std::nullopt;
  if (serial) {
    const auto second = static_cast<std::int32_t>(moment->time.count());
    total_.add(*serial + second / kSecondsOfDay);
    out.moment(*serial, second);
  } else {
    moment ? beyond(text, out) : misfit(text, out);
  }
  hijri(moment ? std::optional{moment->day} : std::nullopt, out);
}

void ColumnCells::hijri(std::optional<std::chrono::sys_days> day, workbook::Rows& out) {
  if (!column_.hijri) return;
  const auto date = day ? language::hijri(*day) : std::nullopt;
  if (day && !date) note(not_hijri_, out);
  date ? out.text(edition_.words.in_digits(language::cell_text(*date))) : out.blank();
}

void ColumnCells::time(std::string_view text, workbook::Rows& out) {
  const auto time = read_time(text);
  if (!time) return misfit(text, out);
  real(static_cast<double>(time->count()) / kSecondsOfDay, out);
}

void ColumnCells::duration(const source::Rows& in, workbook::Rows& out) {
  const Storage storage = in.storage(place_);
  const bool is_number = storage == Storage::kInteger || storage == Storage::kReal;
  const auto seconds =
      is_number ? std::optional{in.real(place_)} : source::read_duration(in.text(place_));
  if (!seconds || !(std::abs(*seconds) < kDaysOfExcel * kSecondsOfDay)) {
    return misfit(in.text(place_), out);
  }
  if (*seconds >= 0) return real(*seconds / kSecondsOfDay, out);
  total_.leave_out();  // Excel shows no time below zero
  plain(edition_.words.in_digits(model::text_of(std::chrono::seconds{std::llround(*seconds)})),
        out);
}

void ColumnCells::choice(std::string_view value, workbook::Rows& out) {
  const auto found = choices_.find(value);
  if (found == choices_.end() && !value.empty()) note(unnamed_, out);
  plain(found == choices_.end() ? value : std::string_view{found->second}, out);
}

void ColumnCells::link(std::string_view address, workbook::Rows& out) {
  if (!is_link(address)) return plain(address, out);
  total_.add_text();
  out.link(address);
}

void ColumnCells::plain(std::string_view text, workbook::Rows& out) {
  if (text.empty()) return out.blank();
  total_.add_text();
  const bool is_wrapped = column_.type == Type::kString && may_need_lines(text);
  if (is_wrapped && !wrapped_) wrapped_ = edition_.theme.wrapped(column_);
  if (is_foreign(text, is_right_to_left_)) {
    out.text(text, is_wrapped ? wrapped_->foreign : look().foreign);
  } else {
    out.text(text, is_wrapped ? wrapped_->text : text_style_);
  }
}

/// A real day, before or after those that Excel counts.
void ColumnCells::beyond(std::string_view text, workbook::Rows& out) {
  total_.leave_out();
  plain(text, out);
}

void ColumnCells::misfit(std::string_view text, workbook::Rows& out) {
  note(misfits_, out);
  total_.leave_out();
  plain(text, out);
}

void ColumnCells::blank(workbook::Rows& out) {
  out.blank();
  if (column_.hijri) out.blank();
}

/// Rows of one currency come together as a rule.
void ColumnCells::enter_currency(std::string_view written, const workbook::Rows& out) {
  if (written_currency_ != written) {
    written_currency_ = written;
    choose_currency(language::currency_code(written));
  }
  if (!is_known_currency_) note(unknown_currencies_, out);
  total_.measure_in(static_cast<int>(unit_));
}

void ColumnCells::choose_currency(const std::string& code) {
  is_known_currency_ = language::is_currency(code);
  const auto seen = std::ranges::find(currencies_, code);
  unit_ = static_cast<std::size_t>(seen - currencies_.begin());
  if (seen == currencies_.end()) add_currency(code);
  value_style_ = looks_[unit_].value;
}

void ColumnCells::add_currency(const std::string& code) {
  const bool has_style = currencies_.size() < kCurrencies;
  if (!has_style && !is_known_currency_) {
    unit_ = 0;
    return;
  }
  const std::vector<const model::Column*> columns = edition_.order.columns();
  const bool is_shown = std::ranges::any_of(columns, [&](const model::Column* column) {
    return column->from.in(edition_.language()) == column_.currency_from;
  });
  const std::string sign =
      is_shown || code.empty() ? "" : edition_.words.say(language::currency_sign(code));
  currencies_.push_back(code);
  signs_.push_back(sign);
  looks_.push_back(has_style ? edition_.theme.column(column_, code, sign) : looks_.front());
  decimals_.push_back(language::decimals(code));
}

}  // namespace report
