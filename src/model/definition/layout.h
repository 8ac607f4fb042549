#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "language/language.h"

namespace model {

/// Rows that share a value of one result column stand together.
struct Group {
  std::string by;  // a column's key, or a column of the result
  bool subtotal = false;
  bool collapsed = false;
};

/// A drawing of the outermost groups or, without groups, of the rows.
struct Chart {
  enum class Kind : std::uint8_t { kColumn, kBar, kLine, kPie };

  Kind kind = Kind::kColumn;
  std::string category;             // a column's key, which names the rows; empty with groups
  std::vector<std::string> values;  // keys of number columns
  language::Localized title;        // empty: the report's
};

/// Two totals that must be equal, said below the totals.
struct BalanceCheck {
  language::Localized title;  // empty: the titles of its columns
  std::string left;           // keys of columns that are summed
  std::string right;
};

/// A sheet for each instance id.
struct SheetPerInstance {
  static constexpr std::size_t kMaxSheets = 500;

  std::string title;                 // a column's key or a column of the result; empty: the id
  std::vector<std::string> details;  // keys of columns that are said above the rows, not in them
};

/// How the report of a data model looks beyond its columns. Immutable; part of its DataModel.
struct Layout {
  std::vector<Group> groups;      // two at most
  std::optional<bool> landscape;  // absent: by the width of the columns
  bool serial_numbers = false;    // a first column that counts the rows
  std::optional<Chart> chart;
  std::vector<BalanceCheck> checks;
  std::optional<std::vector<language::Localized>> signatures;  // empty: the usual three
  std::optional<SheetPerInstance> sheet_per_instance;
  std::vector<language::Language> languages;  // empty: the order's alone
};

}  // namespace model
