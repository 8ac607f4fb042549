#include "workbook/xml/sheet_name.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"
#include "workbook/xml/cell_text.h"

namespace workbook {
namespace {

constexpr std::size_t kMaxNameUnits = 31;

void require(bool holds, const char* what) {
  if (!holds) throw base::Error(std::string("workbook: a sheet name ") + what);
}

}  // namespace

void check_sheet_name(std::string_view name, const std::vector<std::string>& taken) {
  require(!name.empty(), "is empty");
  require(base::utf16_length(name) <= kMaxNameUnits, "has more than 31 units");
  require(name.find_first_of("[]:*?/\\") == std::string_view::npos, "has a forbidden character");
  require(name.front() != '\'' && name.back() != '\'', "has an apostrophe at an edge");
  require(!base::equal_ignoring_case(name, "History"), "is reserved");
  std::string plain(name);
  constexpr std::string_view kEscapedUnderscore = "_x005F_";
  for (std::size_t at = plain.find(kEscapedUnderscore); at != std::string::npos;
       at = plain.find(kEscapedUnderscore, at)) {
    plain.replace(at, kEscapedUnderscore.size(), "-");
  }
  require(single_line_escaped(plain) == plain, "is not one clean line");
  const bool is_taken = std::any_of(taken.begin(), taken.end(), [&](const std::string& other) {
    return base::equal_ignoring_case(other, name);
  });
  require(!is_taken, "is taken");
}

}  // namespace workbook
