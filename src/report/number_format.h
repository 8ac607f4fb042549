#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/language.h"
#include "model/column.h"
#include "model/organization.h"

namespace report {

/// Digits behind the point that a column shows at the least; of the currency of its own, or of all
/// its values.
[[nodiscard]] int decimals_of(const model::Column& column);
[[nodiscard]] int decimals_of(const model::Column& column, std::string_view currency);

/// Of its total, where that has digits of its own: an average of whole numbers is none.
[[nodiscard]] std::optional<int> decimals_of_total(const model::Column& column);

/// Excel's number formats, in one language and its digits. Negative amounts stand in parentheses,
/// zero is a dash, dates show the same digits in every viewer. A value; any thread.
class NumberFormats {
 public:
  NumberFormats(language::Language language, model::Digits digits);

  /// Of a column's values; "@" (text) for what is no number or date. Money of rows that have each
  /// their own currency has that one's decimals, and `sign` behind it where it is not empty.
  [[nodiscard]] std::string of(const model::Column& column, std::string_view currency,
                               const std::string& sign = {}) const;
  [[nodiscard]] std::string of(const model::Column& column) const {
    return of(column, column.currency);
  }
  /// Of its totals.
  [[nodiscard]] std::string of_total(const model::Column& column, std::string_view currency,
                                     const std::string& sign = {}) const;
  /// The same with a mark behind each number, which a note is about.
  [[nodiscard]] static std::string marked(const std::string& format);
  /// Of whole numbers that count something.
  [[nodiscard]] std::string count() const;

 private:
  [[nodiscard]] std::string amount(const std::string& digits, int decimals,
                                   const std::string& sign) const;
  [[nodiscard]] std::string date(const char* pattern) const;

  bool is_arabic_;
  std::string prefix_;  // of a section, where the digits are not those of the viewer
};

}  // namespace report
