#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/temp_file.h"
#include "workbook/deflate/deflater.h"
#include "workbook/zip/compression_pipeline.h"
#include "workbook/shared_strings.h"
#include "workbook/style_table.h"
#include "workbook/workbook.h"

namespace workbook {

/// The state that all sheets of one workbook share. The Workbook owns it. Not thread-safe.
struct WorkbookContext {
  WorkbookContext(const std::filesystem::path& directory, Options its_options);
  ~WorkbookContext();
  WorkbookContext(const WorkbookContext&) = delete;
  WorkbookContext& operator=(const WorkbookContext&) = delete;

  /// The width that a number needs in a style, without padding.
  [[nodiscard]] double number_width(StyleId style, double value) const;

  const Options options;
  const std::filesystem::path skeleton_path;  // the file that libxlsxwriter writes
  Deflater deflater;                          // for the small parts
  base::TempFile temp_file;                   // the streamed parts, compressed
  CompressionPipeline pipeline;
  SharedStrings strings;
  lxw_workbook* lxw;  // null once the skeleton is written
  StyleTable styles;
  std::map<std::uint16_t, std::string> style_names;  // by the number of the style
  bool has_layout_text = false;                      // then libxlsxwriter makes a string table
  std::set<std::string> table_names;
  std::vector<Direction> chart_directions;  // of each chart, in the order of the chart parts
};

}  // namespace workbook
