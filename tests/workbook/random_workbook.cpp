// Writes a workbook of random cells, including hostile ones, and prints what it wrote: "row", or a
// cell's kind and value, one per line; bytes of texts in hexadecimal.
//   random-workbook SEED FILE SCRATCH
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "base/cpu_slots.h"
#include "base/digest.h"
#include "workbook/workbook.h"

namespace {

using namespace workbook;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  std::uint64_t bits() { return random_(); }
  std::size_t below(std::size_t most) { return random_() % most; }
  bool one_in(std::size_t times) { return below(times) == 0; }

 private:
  std::mt19937_64 random_;
};

const std::vector<std::string> kFragments = {"invoice ",
                                             "\u0641\u0627\u062a\u0648\u0631\u0629",
                                             "\u0644\u0627 ",
                                             "\U0001F600",
                                             "&",
                                             "<",
                                             ">",
                                             "\"",
                                             "'",
                                             "]]>",
                                             " ",
                                             "\n",
                                             "\r\n",
                                             "\r",
                                             "\t",
                                             "_x0041_",
                                             "_x",
                                             "_",
                                             "x005F_",
                                             "_xD83D_",
                                             "=1+1",
                                             "@",
                                             "\x01",
                                             "\x1F",
                                             "\x7F",
                                             "\xFF",
                                             "\xC0\x80",
                                             "\xED\xA0\x80",
                                             "\xEF\xBF\xBE",
                                             "\xEF\xBF\xBF",
                                             "\xF4\x90\x80\x80",
                                             "\xE2\x82",
                                             "\u202E",
                                             "\u2066",
                                             "\u200D",
                                             "\u200F",
                                             "e\u0301",
                                             "0",
                                             "007",
                                             "</t>",
                                             "12345678",
                                             "\u0661\u0662",
                                             std::string("\0", 1),
                                             std::string(300, '\n'),
                                             std::string(900, 'w')};

std::string random_text(Chance& chance) {
  std::string text;
  const std::size_t parts = chance.one_in(3) ? 1 : chance.below(6);
  for (std::size_t i = 0; i < parts; ++i) text += kFragments[chance.below(kFragments.size())];
  if (chance.one_in(400)) {
    while (text.size() < 70'000) text += kFragments[chance.below(kFragments.size())] + "more";
  }
  return text;
}

std::int64_t random_integer(Chance& chance) {
  constexpr std::array<std::int64_t, 8> kEdges = {0,
                                                  999'999'999'999'999,
                                                  1'000'000'000'000'000,
                                                  9'007'199'254'740'993,
                                                  -1,
                                                  std::numeric_limits<std::int64_t>::min(),
                                                  std::numeric_limits<std::int64_t>::max(),
                                                  -999'999'999'999'999};
  if (chance.one_in(6)) return kEdges[chance.below(kEdges.size())];
  const auto bits = std::bit_cast<std::int64_t>(chance.bits());
  return bits >> chance.below(64);
}

double random_real(Chance& chance) {
  if (chance.one_in(2)) return static_cast<double>(random_integer(chance)) / 100;
  return std::bit_cast<double>(chance.bits());  // includes NaN and infinities
}

/// Cells of one kind, as in a column of a report, or of any kind.
class RandomColumn {
 public:
  explicit RandomColumn(Chance& chance) : kind_(chance.below(8)), repeats_(chance.one_in(2)) {
    for (std::size_t i = 0; i < 40; ++i) pool_.push_back(random_text(chance));
  }

  void push(Chance& chance, RowWriter& rows) {
    constexpr std::size_t kAny = 7;
    switch (chance.one_in(12) ? chance.below(kAny) : kind_ == kAny ? chance.below(kAny) : kind_) {
      case 0:
        std::cout << "blank\n";
        return rows.blank();
      case 1: {
        const std::int64_t value = random_integer(chance);
        std::cout << "integer " << value << "\n";
        return rows.integer(value);
      }
      case 2: {
        const std::int64_t value = random_integer(chance);
        const auto scale = static_cast<int>(chance.below(19));
        std::cout << "scaled " << value << " " << scale << "\n";
        return rows.decimal(value, scale);
      }
      case 3: {
        const double value = random_real(chance);
        std::cout << "real " << std::bit_cast<std::uint64_t>(value) << "\n";
        return rows.number(value);
      }
      case 4: {
        const auto serial = static_cast<std::int32_t>(61 + chance.below(2'900'000));
        std::cout << "day " << serial << "\n";
        return rows.date(serial);
      }
      case 5: {
        const auto serial = static_cast<std::int32_t>(61 + chance.below(2'900'000));
        const auto second = static_cast<std::int32_t>(chance.below(86'400));
        std::cout << "moment " << serial << " " << second << "\n";
        return rows.date_time(serial, second);
      }
      default:
        return push_text(repeats_ ? pool_[chance.below(pool_.size())] : random_text(chance), rows);
    }
  }

 private:
  static void push_text(const std::string& text, RowWriter& rows) {
    std::cout << "text " << base::hex(text) << "\n";
    rows.text(text);
  }

  std::size_t kind_;
  bool repeats_;
  std::vector<std::string> pool_;
};

void write(Chance& chance, Workbook& book) {
  Sheet& sheet = book.add_sheet("Rows", Direction::kRightToLeft);
  Style style;
  style.number_format = "@";
  const StyleId text = book.style(style);
  style.number_format = "0.00";
  const std::array styles{StyleId::kDefault, text, book.style(style)};
  std::vector<RandomColumn> cells;
  std::vector<Column> columns;
  const std::size_t width = 1 + chance.below(chance.one_in(5) ? 60 : 8);
  for (std::size_t i = 0; i < width; ++i) {
    cells.emplace_back(chance);
    columns.push_back({styles[chance.below(styles.size())], text});
  }
  RowWriter& rows = sheet.stream(0, columns);
  const std::size_t count = 1 + chance.below(6'000 / width);
  for (std::size_t i = 0; i < count; ++i) {
    std::cout << "row\n";
    rows.begin_row(
        {static_cast<int>(chance.one_in(9) ? chance.below(8) : 0), chance.one_in(9) ? 30.0 : 0.0});
    for (RandomColumn& each : cells) each.push(chance, rows);
    rows.end_row();
  }
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 4) return 2;
  Chance chance(std::strtoull(arguments[1], nullptr, 10));
  base::CpuSlots cores(static_cast<int>(chance.below(2)));
  Options options;
  options.cpu_slots = &cores;
  options.compression = chance.one_in(3) ? Compression::kDense : Compression::kFast;
  Workbook book(arguments[3], options);
  write(chance, book);
  book.save(arguments[2]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
