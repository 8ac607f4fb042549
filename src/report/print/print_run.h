#pragma once

#include <string>
#include <vector>

#include "report/print/page_plan.h"

namespace report {

/// The sheets of rows of one report, which are printed on the same paper in the same orientation,
/// whatever would suit each of them alone. Not thread-safe.
class PrintRun {
 public:
  /// `section` is the title of the sheet's section, if it has one. The sheet outlives the run.
  void add(workbook::Sheet& sheet, const std::string& section, PagePlan::Choices choices);

  struct PrintedSheet {
    workbook::Sheet* sheet;
    std::string section;
    PagePlan::Pages pages;
  };
  /// All sheets and how they are printed; call after the last was added.
  [[nodiscard]] std::vector<PrintedSheet> sheets() const;

 private:
  struct AddedSheet {
    workbook::Sheet* sheet;
    std::string section;
  };

  std::vector<AddedSheet> sheets_;
  std::vector<PagePlan::Choices> choices_;  // of each sheet
};

}  // namespace report
