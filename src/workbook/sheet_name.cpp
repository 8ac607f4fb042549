#include "workbook/sheet_name.h"

#include <algorithm>

#include "base/utf8.h"
#include "workbook/cell_text.h"

namespace workbook {
namespace {

constexpr std::size_t kMostUnits = 31;

/// Cut and without what may not stand at the edges.
std::string trimmed(std::string_view name, std::size_t units) {
  name = cut_to(name, units);
  const std::size_t first = name.find_first_not_of(" '");
  if (first == std::string_view::npos) return {};
  return std::string(name.substr(first, name.find_last_not_of(" '") - first + 1));
}

/// Letters of other scripts than Latin are compared as they are.
bool is_same(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string sheet_name(std::string_view wish, const std::vector<std::string>& taken) {
  std::string name = line_text(wish);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::string_view("[]:*?/\\").find(c) != std::string_view::npos; }, ' ');
  const std::string whole = line_text(name);
  name = trimmed(whole, kMostUnits);
  if (name.empty()) name = "Sheet";
  if (is_same(name, "History")) name += "_";
  const std::string stem = name;
  const auto is_taken = [&] {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const std::string& other) { return is_same(other, name); });
  };
  for (int number = 2; is_taken(); ++number) {
    const std::string suffix = " (" + std::to_string(number) + ")";
    name = trimmed(stem, kMostUnits - suffix.size()) + suffix;
  }
  return name;
}

}  // namespace workbook
