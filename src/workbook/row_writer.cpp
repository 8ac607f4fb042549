#include "workbook/row_writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "workbook/xml/cell_text.h"
#include "workbook/zip/compressed_part.h"
#include "workbook/row_encoder.h"
#include "workbook/workbook_context.h"

namespace workbook {
namespace {

/// Excel keeps 15 significant digits of a number.
constexpr std::uint64_t kFirst16DigitNumber = 1'000'000'000'000'000;
constexpr std::size_t kMaxFormulaLength = 8'192;
constexpr std::int32_t kSecondsPerDay = 24 * 60 * 60;
constexpr int kMaxScale = 18;

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

/// The shortest text that reads back as `value`. Most reals of reports are sums of money, whose
/// digits cost less this way than with std::to_chars.
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

RowWriter::RowWriter(WorkbookContext& context, std::uint32_t first_row,
                     const std::vector<Column>& columns)
    : encoder_(new Encoder(context, first_row, columns)) {}

RowWriter::~RowWriter() = default;

void RowWriter::begin_row(const RowFormat& format) { encoder_->begin_row(format); }

void RowWriter::look_up(std::span<const UpcomingString> texts) { encoder_->look_up(texts); }

std::uint16_t* RowWriter::note(std::size_t column) { return encoder_->note(column); }

void RowWriter::end_row() { encoder_->end_row(); }

void RowWriter::close() { encoder_->close(); }

void RowWriter::blank(StyleId style) { encoder_->blank(style); }

void RowWriter::integer(std::int64_t value, StyleId style) {
  const std::uint64_t size = magnitude(value);
  if (size >= kFirst16DigitNumber) return encoder_->number_as_text(std::to_string(value));
  const auto cell = encoder_->open_cell(&CellXml::number, style);
  cell.column.widest(style).add({size}, value < 0);
  char* at = cell.at;
  if (value < 0) *at++ = '-';
  encoder_->close_number(put(at, size));
}

void RowWriter::decimal(std::int64_t unscaled, int scale, StyleId style) {
  if (scale < 0 || scale > kMaxScale) throw base::Error("rows: a scale that is not 0 to 18");
  std::uint64_t size = magnitude(unscaled);
  for (; scale > 0 && size % 10 == 0; --scale) size /= 10;
  const std::uint64_t unit = power_of_ten(scale);
  if (size >= kFirst16DigitNumber) {
    char text[32];
    return encoder_->number_as_text(
        {text, put_decimal(text, unscaled < 0, size / unit, size % unit, scale)});
  }
  const auto cell = encoder_->open_cell(&CellXml::number, style);
  cell.column.widest(style).add({size / unit, size % unit, unit}, unscaled < 0);
  char* at = cell.at;
  encoder_->close_number(put_decimal(at, unscaled < 0, size / unit, size % unit, scale));
}

void RowWriter::number_as_text(std::string_view digits, StyleId style) {
  encoder_->number_as_text(digits, style);
}

void RowWriter::number(double value, StyleId style) {
  if (!std::isfinite(value)) {
    encoder_->count_issue(&ColumnIssues::not_finite);
    return blank(style);
  }
  const auto cell = encoder_->open_cell(&CellXml::number, style);
  cell.column.widest(style).add(value);
  encoder_->close_number(put_real(cell.at, value));
}

void RowWriter::date(std::int32_t serial, StyleId style) { date_time(serial, 0, style); }

void RowWriter::date_time(std::int32_t serial, std::int32_t second_of_day, StyleId style) {
  if (serial < 0 || second_of_day < 0 || second_of_day >= kSecondsPerDay) {
    throw base::Error("rows: a day before 1900 or a second outside its day");
  }
  const auto cell = encoder_->open_cell(&CellXml::number, style);
  cell.column.widest(style).add({static_cast<std::uint64_t>(serial)}, false);
  char* at = cell.at;
  if (second_of_day == 0) {
    at = put(at, static_cast<std::uint64_t>(serial));
  } else {
    at = std::to_chars(at, at + 32, serial + second_of_day / double{kSecondsPerDay}).ptr;
  }
  encoder_->close_number(at);
}

void RowWriter::text(std::string_view text, StyleId style) {
  if (text.empty()) return blank(style);
  encoder_->text(text, {style, style});
}

void RowWriter::text(std::string_view text, const TextStyles& styles) {
  if (text.empty()) return blank(styles.plain);
  encoder_->text(text, styles);
}

void RowWriter::link(std::string_view text, const LinkTarget& target) {
  encoder_->link(text, target);
}

void RowWriter::formula(std::string_view formula, double cached, StyleId style) {
  if (formula.empty() || formula.size() > kMaxFormulaLength || !std::isfinite(cached)) {
    throw base::Error("rows: a formula that is empty, too long or without a finite value");
  }
  const std::string escaped = escape_xml(formula);
  const auto cell = encoder_->open_cell(&CellXml::formula, style, escaped.size());
  cell.column.widest(style).add(cached);
  char* at = put(cell.at, escaped);
  encoder_->close_number(put_real(put(at, "</f><v>"), cached));
}

std::uint32_t RowWriter::size() const { return encoder_->size; }

std::uint32_t RowWriter::row() const { return encoder_->row(); }

std::uint32_t RowWriter::rows_left() const {
  return std::max(encoder_->context.options.max_rows_per_sheet, row()) - row();
}

double RowWriter::width(std::size_t column) const {
  return encoder_->columns.at(column).width(encoder_->context);
}

const RowHeights& RowWriter::heights() const { return encoder_->heights; }

const ColumnIssues& RowWriter::issues(std::size_t column) const {
  return encoder_->columns.at(column).issues;
}

}  // namespace workbook
