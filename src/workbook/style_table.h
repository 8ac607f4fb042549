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

/// The color as libxlsxwriter expects it.
[[nodiscard]] std::uint32_t rgb(Color color);

/// The styles of one workbook, owned by its WorkbookContext. libxlsxwriter numbers a format by its
/// properties when the number is first asked for and writes the properties it has at the end, so
/// each format is complete before it is numbered and only the number format of an open style
/// changes later. Not thread-safe.
class StyleTable {
 public:
  /// `normal` has the font, size and color of the Normal style; nothing else of it counts.
  StyleTable(lxw_workbook* workbook, const Style& normal);

  [[nodiscard]] StyleId id(const Style& style);
  /// Makes a style that is shared with no other, so that its number format may change until the
  /// end.
  [[nodiscard]] StyleId open(const Style& style);
  [[nodiscard]] std::size_t open_style_count() const { return open_.size(); }
  void set_number_format(StyleId open, const std::string& number_format);
  [[nodiscard]] lxw_format* format(StyleId id) const;  // null for kDefault
  [[nodiscard]] const Style& style(StyleId closed) const;
  /// For conditional formats.
  [[nodiscard]] lxw_format* format(const ConditionalStyle& style);

 private:
  lxw_format* new_format();
  /// Makes a numbered format with all properties of the style; `key` is the number format that
  /// keeps it distinct until then.
  [[nodiscard]] StyleId add(const Style& style, const std::string& key);
  void count_number_format(const std::string& number_format);

  lxw_workbook* workbook_;
  std::map<Style, StyleId> ids_;
  std::map<StyleId, lxw_format*> formats_;
  std::map<StyleId, const Style*> styles_;  // keys of ids_
  std::set<StyleId> open_;
  std::map<ConditionalStyle, lxw_format*> conditional_formats_;
  std::set<std::string> number_formats_;
};

}  // namespace workbook
