#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "workbook/deflater.h"
#include "workbook/packing_line.h"
#include "workbook/scratch_file.h"
#include "workbook/shared_strings.h"
#include "workbook/style_table.h"
#include "workbook/workbook.h"

namespace workbook {

/// What all sheets of one workbook share.
struct Workshop {
  Workshop(const std::filesystem::path& directory, Options its_options);
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  const Options options;
  const std::filesystem::path skeleton;  // where libxlsxwriter will write its file
  Deflater deflater;                     // for the small parts
  ScratchFile packed;                    // what is streamed, compressed
  PackingLine line;
  SharedStrings strings;
  lxw_workbook* lxw;  // null when it has written
  StyleTable styles;
  bool has_layout_text = false;   // libxlsxwriter will make a string table
  std::set<std::string> tables;   // their names
  std::vector<Direction> charts;  // of each chart, in the order of their parts
};

}  // namespace workbook
