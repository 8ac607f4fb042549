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
[[nodiscard]] std::uint32_t rgb(Colour colour);

/// The styles of one workbook. libxlsxwriter numbers a format when it is asked for the number, and
/// a format that changed afterwards would be another one, so each is filled, numbered and let be.
class StyleTable {
 public:
  explicit StyleTable(lxw_workbook* workbook) : workbook_(workbook) {}

  [[nodiscard]] StyleId id(const Style& style);
  [[nodiscard]] lxw_format* format(StyleId id) const;  // null for kDefault
  /// For conditional formats.
  [[nodiscard]] lxw_format* format(const Tint& tint);

 private:
  lxw_format* new_format();

  lxw_workbook* workbook_;
  std::map<Style, StyleId> ids_;
  std::map<StyleId, lxw_format*> formats_;
  std::map<Tint, lxw_format*> tints_;
  std::set<std::string> number_formats_;
};

}  // namespace workbook
