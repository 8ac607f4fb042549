#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "language/language.h"

namespace model {

/// Groups the rows by the value of one result column.
struct Group {
  std::string by;  // the key of a column, or a column of the result
  bool subtotal = false;
  bool collapsed = false;
};

/// A chart of the outermost groups or, without groups, of the rows.
struct Chart {
  enum class Kind : std::uint8_t { kColumn, kBar, kLine, kPie };

  Kind kind = Kind::kColumn;
  std::string category;             // key of the column with the labels; empty with groups
  std::vector<std::string> values;  // keys of number columns
  language::Localized title;        // empty: the report's
};

/// Two totals that must be equal; the report shows whether they are, below the totals.
struct BalanceCheck {
  language::Localized title;  // empty: the titles of its columns
  std::string left;           // keys of columns with the aggregate kSum
  std::string right;
};

/// A sheet for each instance id.
struct SheetPerInstance {
  static constexpr std::size_t kMaxSheets = 500;

  std::string title;                 // key of a column, or a column of the result; empty: the id
  std::vector<std::string> details;  // keys of columns shown above the rows instead of in them
};

/// What stays visible while scrolling; what is absent is decided by the size of the sheet.
struct Freeze {
  std::optional<bool> rows;              // the heading and the header row
  std::optional<std::uint16_t> columns;  // this many of the first ones
};

/// The paper to print on; kAuto is A3 where A4 would make the print too small.
enum class Paper : std::uint8_t { kA4, kA3, kAuto };

/// The layout of a report beyond its columns. Immutable; part of its DataModel.
struct Layout {
  std::vector<Group> groups;      // two at most
  std::optional<bool> landscape;  // absent: what prints larger
  Paper paper = Paper::kA4;
  std::optional<std::uint16_t> scale;  // percent; absent: as large as fits, within limits
  Freeze freeze;
  bool serial_numbers = false;  // a first column with row numbers
  std::optional<Chart> chart;
  std::vector<BalanceCheck> checks;
  std::optional<std::vector<language::Localized>> signatures;  // empty list: the default three
  std::optional<SheetPerInstance> sheet_per_instance;
  bool data_sheet = false;                    // all rows as a table, of groups or instances
  std::vector<language::Language> languages;  // empty: only the requested one
};

}  // namespace model
