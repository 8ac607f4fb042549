#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/order.h"
#include "report/report.h"
#include "report/theme.h"
#include "workbook/sheet.h"

namespace report {

/// What stands above the table: letterhead, title, period in the organization's calendars,
/// parameters in words, conventions. Its rows are known before the first data row.
class Heading {
 public:
  Heading(const model::Order& order, const Context& context, const Theme& theme);

  /// How many rows it takes; the header of the table is the next.
  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(lines_.size()); }
  /// How wide the table must be for it, in digits.
  [[nodiscard]] double width() const;
  /// `note` stands opposite the conventions: how many rows the report has.
  void write(workbook::Sheet& sheet, std::uint16_t columns, const std::string& note) const;

 private:
  struct Line {
    enum class Place { kStart, kSpread, kNote, kGap };
    Place place;
    std::string text;
    workbook::StyleId style;
    double height;       // points
    double digit_width;  // of its font, in digits of the Normal font
  };

  void letterhead(const model::Order& order, const Context& context);
  void periods(const model::Order& order, const Context& context);
  void parameters(const model::Order& order, const Context& context);
  void conventions(const model::Order& order, const Context& context);
  void start(const std::string& text, workbook::StyleId style, double height, double digit_width);
  void spread(const std::string& text);

  const Theme& theme_;
  std::vector<Line> lines_;
};

/// Text over the cells of one row from `first` to `last`, merged where they are several.
void span(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t first, std::uint16_t last,
          const std::string& text, workbook::StyleId style);

}  // namespace report
