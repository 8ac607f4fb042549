#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"
#include "support/shop.h"

// Renders reports of a Shop's orders and reads the parts of the workbook.

inline constexpr const char* kSheet1 = "xl/worksheets/sheet1.xml";
inline constexpr const char* kStrings = "xl/sharedStrings.xml";

[[nodiscard]] report::RenderContext context(const Shop& shop, source::SourceRegistry& sources);

/// The content of a part of the workbook, read with the system's unzip.
[[nodiscard]] std::string part(const std::filesystem::path& file, const std::string& name);

/// Renders a report in `lang` to `lang`.xlsx in the shop's directory.
std::filesystem::path rendered(const Shop& shop, const std::string& lang,
                               const std::string& members = "");

/// The number formats of a column ("B") of a sheet's part from top to bottom, without consecutive
/// repetitions.
[[nodiscard]] std::vector<std::string> number_formats(const std::filesystem::path& file,
                                                      const std::string& sheet,
                                                      const std::string& column);

[[nodiscard]] inline bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}
