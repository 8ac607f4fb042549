#include "workbook/xml/sheet_name.h"

#include <algorithm>

#include "base/utf8.h"
#include "workbook/xml/cell_text.h"

namespace workbook {
namespace {

constexpr std::size_t kMaxUtf16Units = 31;

/// Truncated, and without the characters that are not allowed at the edges.
std::string truncate_and_trim(std::string_view name, std::size_t units) {
  name = truncate_utf16(name, units);
  const std::size_t first = name.find_first_not_of(" '");
  if (first == std::string_view::npos) return {};
  return std::string(name.substr(first, name.find_last_not_of(" '") - first + 1));
}

/// Ignores the case of Latin letters; letters of other scripts are compared as they are.
bool is_same(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string sheet_name(std::string_view requested, const std::vector<std::string>& taken) {
  std::string name = single_line_escaped(requested);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::string_view("[]:*?/\\").find(c) != std::string_view::npos; }, ' ');
  const std::string whole = single_line_escaped(name);
  name = truncate_and_trim(whole, kMaxUtf16Units);
  if (name.empty()) name = "Sheet";
  if (is_same(name, "History")) name += "_";
  const std::string stem = name;
  const auto is_taken = [&] {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const std::string& other) { return is_same(other, name); });
  };
  for (int number = 2; is_taken(); ++number) {
    const std::string suffix = " (" + std::to_string(number) + ")";
    name = truncate_and_trim(stem, kMaxUtf16Units - suffix.size()) + suffix;
  }
  return name;
}

}  // namespace workbook
