#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "workbook/style.h"

struct lxw_workbook;
struct lxw_format;

namespace workbook {

/// As libxlsxwriter takes it.
[[nodiscard]] std::uint32_t rgb(Color color);

/// The styles of one workbook. libxlsxwriter numbers a format when it is asked for the number, by
/// all that it is then, and writes what it is at the end. So each is filled, numbered and let be,
/// but for the number format of one that was opened.
class StyleTable {
 public:
  explicit StyleTable(lxw_workbook* workbook) : workbook_(workbook) {}

  [[nodiscard]] StyleId id(const Style& style);
  /// A style that no other has part in, so that its number format may change until the end.
  [[nodiscard]] StyleId open(const Style& style);
  [[nodiscard]] std::size_t open_style_count() const { return open_.size(); }
  void set_number_format(StyleId open, const std::string& number_format);
  [[nodiscard]] lxw_format* format(StyleId id) const;  // null for kDefault
  /// For conditional formats.
  [[nodiscard]] lxw_format* format(const ConditionalStyle& style);

 private:
  lxw_format* new_format();
  /// A format with all that the style has, under a number; `key` is what sets it apart until then.
  [[nodiscard]] StyleId add(const Style& style, const std::string& key);
  void count_number_format(const std::string& number_format);

  lxw_workbook* workbook_;
  std::map<Style, StyleId> ids_;
  std::map<StyleId, lxw_format*> formats_;
  std::set<StyleId> open_;
  std::map<ConditionalStyle, lxw_format*> conditional_formats_;
  std::set<std::string> number_formats_;
};

}  // namespace workbook
