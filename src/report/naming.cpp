#include "report/naming.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>

#include "language/currency.h"
#include "model/time_text.h"
#include "source/exact.h"
#include "source/moment.h"
#include "report/number_format.h"
#include "source/duration.h"

namespace report {
namespace {

using model::Type;
using source::exact;
using source::Exact;
using source::Storage;

std::optional<Exact> exact_of(const source::Rows& row, std::size_t place) {
  if (row.storage(place) != Storage::kReal) return exact(row.text(place));
  constexpr int kMost = 6;  // as the format of decimals shows them
  std::array<char, 400> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), row.real(place),
                                 std::chars_format::fixed);
  const auto exactly = exact({text.data(), end.ptr});
  if (exactly || !(std::abs(row.real(place)) < 1e9)) return exactly;
  return Exact{std::llround(row.real(place) * std::pow(10, kMost)), kMost};
}

/// "(1,234.50)", with `least` decimals or all that there are.
std::string amount(const Exact& value, int least, bool is_grouped, const std::string& unit) {
  std::string digits = std::to_string(std::abs(value.unscaled));
  const auto scale = static_cast<std::size_t>(value.scale);
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  std::string whole = digits.substr(0, digits.size() - scale);
  std::string decimals = digits.substr(digits.size() - scale);
  while (decimals.size() > static_cast<std::size_t>(least) && decimals.ends_with('0')) {
    decimals.pop_back();
  }
  if (decimals.size() < static_cast<std::size_t>(least)) {
    decimals.resize(static_cast<std::size_t>(least), '0');
  }
  for (std::size_t at = whole.size(); is_grouped && at > 3; at -= 3) whole.insert(at - 3, ",");
  const std::string text = whole + (decimals.empty() ? "" : "." + decimals) + unit;
  return value.unscaled < 0 ? "(" + text + ")" : text;
}

std::string clock(std::int64_t seconds, bool is_padded) {
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  const std::int64_t hours = seconds / 3600;
  return (is_padded ? two(hours) : std::to_string(hours)) + ":" + two(seconds / 60 % 60) + ":" +
         two(seconds % 60);
}

std::optional<std::string> number(const Edition& edition, const model::Column& column,
                                  const source::Rows& row, std::size_t place) {
  auto value = exact_of(row, place);
  if (!value) return std::nullopt;
  std::string currency = column.currency;
  if (!column.currency_from.empty()) {
    currency = language::currency_code(
        row.text(edition.selection.place(column.currency_from, edition.language())));
  }
  const int decimals = decimals_of(column, currency);
  if (column.minor) value->scale += decimals;
  if (column.type != Type::kPercent) return amount(*value, decimals, true, {});
  constexpr int kHundred = 2;  // decimals
  for (; value->scale < kHundred; ++value->scale) value->unscaled *= 10;
  value->scale -= kHundred;
  return amount(*value, decimals, false, "%");
}

std::optional<std::string> plain(const Edition& edition, const model::Column& column,
                                 const source::Rows& row, std::size_t place) {
  if (row.storage(place) == Storage::kNull) return std::nullopt;
  const bool is_number =
      row.storage(place) == Storage::kInteger || row.storage(place) == Storage::kReal;
  switch (column.type) {
    case Type::kInteger:
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return number(edition, column, row, place);
    case Type::kDuration: {
      constexpr double kMost = 1e12;
      const auto seconds =
          is_number ? std::optional{row.real(place)} : source::read_duration(row.text(place));
      if (!seconds || !(std::abs(*seconds) < kMost)) return std::nullopt;
      const std::chrono::seconds whole{std::llround(*seconds)};
      return *seconds < 0 ? model::text_of(whole) : clock(whole.count(), false);
    }
    case Type::kTime: {
      const auto time = source::read_time(row.text(place));
      return time ? std::optional{clock(time->count(), true)} : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string named(const Edition& edition, std::string_view name, const source::Rows& row) {
  const std::size_t place = edition.selection.place(name, edition.language());
  const model::Column* column = edition.order.model->column(name);
  if (column == nullptr) return std::string{row.text(place)};
  const auto text = plain(edition, *column, row, place);
  return text ? edition.words.in_digits(*text) : edition.words.of(*column, row.text(place));
}

}  // namespace report
