#include "workbook/xml/sheet_name.h"

#include <algorithm>

#include "base/ascii.h"
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

}  // namespace

std::string sheet_name(std::string_view requested, const std::vector<std::string>& taken) {
  std::string name = single_line_escaped(requested);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::string_view("[]:*?/\\").find(c) != std::string_view::npos; }, ' ');
  const std::string whole = single_line_escaped(name);
  name = truncate_and_trim(whole, kMaxUtf16Units);
  if (name.empty()) name = "Sheet";
  if (base::equal_ignoring_case(name, "History")) name += "_";
  const std::string stem = name;
  const auto is_taken = [&] {
    return std::any_of(taken.begin(), taken.end(), [&](const std::string& other) {
      return base::equal_ignoring_case(other, name);
    });
  };
  for (int number = 2; is_taken(); ++number) {
    const std::string suffix = " (" + std::to_string(number) + ")";
    name = truncate_and_trim(stem, kMaxUtf16Units - suffix.size()) + suffix;
  }
  return name;
}

}  // namespace workbook
