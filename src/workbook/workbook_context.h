#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "workbook/deflate/deflater.h"
#include "workbook/zip/compression_pipeline.h"
#include "workbook/zip/temp_file.h"
#include "workbook/shared_strings.h"
#include "workbook/style_table.h"
#include "workbook/workbook.h"

namespace workbook {

/// What all sheets of one workbook share.
struct WorkbookContext {
  WorkbookContext(const std::filesystem::path& directory, Options its_options);
  ~WorkbookContext();
  WorkbookContext(const WorkbookContext&) = delete;
  WorkbookContext& operator=(const WorkbookContext&) = delete;

  const Options options;
  const std::filesystem::path skeleton_path;  // where libxlsxwriter will write its file
  Deflater deflater;                          // for the small parts
  TempFile temp_file;                         // what is streamed, compressed
  CompressionPipeline pipeline;
  SharedStrings strings;
  lxw_workbook* lxw;  // null when it has written
  StyleTable styles;
  bool has_layout_text = false;             // libxlsxwriter will make a string table
  std::set<std::string> table_names;        // their names
  std::vector<Direction> chart_directions;  // of each chart, in the order of their parts
};

}  // namespace workbook
