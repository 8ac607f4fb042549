#pragma once

#include <cstddef>
#include <optional>

#include "model/definition/column.h"
#include "workbook/style.h"

namespace report {

/// The colors of a report, from the organization's color: text and graphics have the contrast that
/// color_contrast.h names, whatever that color is. Immutable. Thread-safe.
class Palette {
 public:
  explicit Palette(std::optional<workbook::Color> brand);

  static constexpr workbook::Color kText{0x20, 0x26, 0x2B};
  static constexpr workbook::Color kGray{0x5F, 0x66, 0x6B};
  static constexpr workbook::Color kLink{0x0B, 0x57, 0x9B};

  /// The fill of title and header, and the text on it.
  [[nodiscard]] workbook::Color accent() const { return accent_; }
  [[nodiscard]] workbook::Color on_accent() const { return on_accent_; }
  /// Text on white and on light fills.
  [[nodiscard]] workbook::Color accent_text() const { return accent_text_; }
  /// Lines around cells.
  [[nodiscard]] workbook::Color line() const { return tint(0.3); }
  /// Light fills, from the lightest to the darkest.
  [[nodiscard]] workbook::Color banding() const { return tint(0.06); }
  [[nodiscard]] workbook::Color subtotal() const { return tint(0.08); }
  [[nodiscard]] workbook::Color total() const { return tint(0.13); }
  [[nodiscard]] workbook::Color group() const { return tint(kMaxTint); }
  /// The series or slices of a chart, by their number from 0.
  [[nodiscard]] workbook::Color series(std::size_t number) const;
  /// Tones differ in weight and outline too, for readers who do not see their colors.
  [[nodiscard]] static workbook::ConditionalStyle highlight(model::Highlight::Tone tone);

 private:
  static constexpr double kMaxTint = 0.18;
  [[nodiscard]] workbook::Color tint(double share) const;

  workbook::Color accent_;
  workbook::Color tint_base_;  // dark enough that its lightest fills are seen on white
  workbook::Color on_accent_;
  workbook::Color accent_text_;
};

}  // namespace report
