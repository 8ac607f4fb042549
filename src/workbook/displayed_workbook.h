#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace workbook {

/// Reads a file of Workbook::save as a spreadsheet program shows it: texts, and numbers in the
/// formats of their cells. Formulas have their cached values. For files of few rows: all of it is
/// in memory. Immutable. Thread-safe.
class DisplayedWorkbook {
 public:
  /// Throws base::Error for another file.
  explicit DisplayedWorkbook(const std::filesystem::path& file);

  /// The texts of a row, from column A to its last cell.
  using Row = std::vector<std::string>;
  /// The rows with cells, by number from 0. Throws base::Error if there is no such sheet.
  [[nodiscard]] std::map<std::uint32_t, Row> rows(std::string_view sheet) const;

 private:
  [[nodiscard]] const std::string& part(const std::string& name) const;
  void read_strings();
  void read_formats();
  void read_sheet_names();
  [[nodiscard]] std::string displayed(std::string_view type, std::string_view style,
                                      const std::string& value) const;

  std::map<std::string, std::string, std::less<>> parts_;
  std::vector<std::string> strings_;
  std::vector<std::string> formats_;      // number formats by cell style
  std::vector<std::string> sheet_names_;  // in the order of the parts
};

}  // namespace workbook
