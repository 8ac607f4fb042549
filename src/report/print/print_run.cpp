#include "report/print/print_run.h"

#include <utility>

namespace report {

void PrintRun::add(workbook::Sheet& sheet, const std::string& section, PagePlan::Choices choices) {
  sheets_.push_back({&sheet, section});
  choices_.push_back(std::move(choices));
}

std::vector<PrintRun::PrintedSheet> PrintRun::sheets() const {
  std::vector<PagePlan::Pages> chosen = PagePlan::choose(choices_);
  std::vector<PrintedSheet> printed;
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    printed.push_back({sheets_[i].sheet, sheets_[i].section, std::move(chosen[i])});
  }
  return printed;
}

}  // namespace report
