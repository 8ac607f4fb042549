#include "workbook/rows.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "workbook/cell_text.h"
#include "workbook/packed_part.h"
#include "workbook/rows_state.h"
#include "workbook/workshop.h"

namespace workbook {
namespace {

/// Excel keeps 15 significant digits of a number.
constexpr std::uint64_t kTooLong = 1'000'000'000'000'000;
constexpr std::size_t kMostFormula = 8'192;
constexpr std::int32_t kSecondsOfDay = 24 * 60 * 60;
constexpr int kMostScale = 18;

std::uint64_t magnitude(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? ~bits + 1 : bits;
}

std::uint64_t power_of_ten(int exponent) {
  std::uint64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

char* put(char* at, std::uint64_t number) { return std::to_chars(at, at + 20, number).ptr; }

/// "-12.05" of -1205 and scale 2; the fraction is below 10^scale.
char* put_decimal(char* at, bool is_negative, std::uint64_t whole, std::uint64_t fraction,
                  int scale) {
  if (is_negative) *at++ = '-';
  at = put(at, whole);
  if (scale == 0) return at;
  *at = '.';
  for (int i = scale; i > 0; --i, fraction /= 10) at[i] = static_cast<char>('0' + fraction % 10);
  return at + scale + 1;
}

/// The shortest text that is exactly `value`. Most reals of reports are sums of money, whose
/// digits are had cheaper than by std::to_chars.
char* put_real(char* at, double value) {
  const double hundreds = std::round(value * 100);
  if (std::abs(hundreds) < 1e15 && hundreds / 100 == value) {
    const auto whole = static_cast<std::uint64_t>(std::abs(hundreds));
    const std::uint64_t fraction = whole % 100;
    if (fraction == 0) return put_decimal(at, hundreds < 0, whole / 100, 0, 0);
    if (fraction % 10 == 0) return put_decimal(at, hundreds < 0, whole / 100, fraction / 10, 1);
    return put_decimal(at, hundreds < 0, whole / 100, fraction, 2);
  }
  return std::to_chars(at, at + 32, value).ptr;
}

}  // namespace

Rows::Rows(Workshop& shop, std::uint32_t first_row, const std::vector<Column>& columns)
    : state_(new State(shop, first_row, columns)) {}

Rows::~Rows() = default;

void Rows::begin(const RowLook& look) { state_->begin(look); }

void Rows::expect(std::span<const Expected> texts) { state_->expect(texts); }

void Rows::end() { state_->end(); }

void Rows::close() { state_->close(); }

void Rows::blank(StyleId style) { state_->blank(style); }

void Rows::integer(std::int64_t value, StyleId style) {
  const std::uint64_t size = magnitude(value);
  if (size >= kTooLong) return state_->long_number(std::to_string(value));
  const auto cell = state_->open(&CellTags::number, style);
  cell.column.note_number(size, value < 0);
  char* at = cell.at;
  if (value < 0) *at++ = '-';
  state_->close_number(put(at, size));
}

void Rows::scaled(std::int64_t unscaled, int scale, StyleId style) {
  if (scale < 0 || scale > kMostScale) throw base::Error("rows: a scale that is not 0 to 18");
  std::uint64_t size = magnitude(unscaled);
  for (; scale > 0 && size % 10 == 0; --scale) size /= 10;
  const std::uint64_t unit = power_of_ten(scale);
  if (size >= kTooLong) {
    char text[32];
    return state_->long_number(
        {text, put_decimal(text, unscaled < 0, size / unit, size % unit, scale)});
  }
  const auto cell = state_->open(&CellTags::number, style);
  cell.column.note_number(size / unit, unscaled < 0);
  char* at = cell.at;
  state_->close_number(put_decimal(at, unscaled < 0, size / unit, size % unit, scale));
}

void Rows::long_number(std::string_view digits) { state_->long_number(digits); }

void Rows::real(double value, StyleId style) {
  if (!std::isfinite(value)) {
    state_->note(&Findings::not_finite);
    return blank(style);
  }
  const auto cell = state_->open(&CellTags::number, style);
  // Rounded up, since the format may round; what is wider than 18 digits shows as 1E+18 anyway.
  const double whole = std::min(std::ceil(std::abs(value)), 1e18);
  cell.column.note_number(static_cast<std::uint64_t>(whole), value < 0);
  state_->close_number(put_real(cell.at, value));
}

void Rows::day(std::int32_t serial, StyleId style) { moment(serial, 0, style); }

void Rows::moment(std::int32_t serial, std::int32_t second_of_day, StyleId style) {
  if (serial < 0 || second_of_day < 0 || second_of_day >= kSecondsOfDay) {
    throw base::Error("rows: a day before 1900 or a second outside its day");
  }
  const auto cell = state_->open(&CellTags::number, style);
  char* at = cell.at;
  if (second_of_day == 0) {
    at = put(at, static_cast<std::uint64_t>(serial));
  } else {
    at = std::to_chars(at, at + 32, serial + second_of_day / double{kSecondsOfDay}).ptr;
  }
  state_->close_number(at);
}

void Rows::text(std::string_view text, StyleId style) {
  if (text.empty()) return blank(style);
  state_->text(text, style);
}

void Rows::link(std::string_view text, const LinkTarget& target) { state_->link(text, target); }

void Rows::formula(std::string_view formula, double cached, StyleId style) {
  if (formula.empty() || formula.size() > kMostFormula || !std::isfinite(cached)) {
    throw base::Error("rows: a formula that is empty, too long or without a finite value");
  }
  const std::string escaped = xml_escaped(formula);
  const auto cell = state_->open(&CellTags::formula, style, escaped.size());
  cell.column.note_number(static_cast<std::uint64_t>(std::min(std::ceil(std::abs(cached)), 1e18)),
                          cached < 0);
  char* at = put(cell.at, escaped);
  state_->close_number(put_real(put(at, "</f><v>"), cached));
}

std::uint32_t Rows::size() const { return state_->size; }

std::uint32_t Rows::row() const { return state_->row(); }

std::uint32_t Rows::room() const {
  return std::max(state_->shop.options.rows_on_sheet, row()) - row();
}

double Rows::width(std::size_t column) const { return state_->columns.at(column).width(); }

void Rows::set_decimals(std::size_t column, int decimals) {
  state_->columns.at(column).column.decimals = decimals;
}

const Findings& Rows::findings(std::size_t column) const {
  return state_->columns.at(column).findings;
}

}  // namespace workbook
