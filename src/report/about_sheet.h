#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/edition.h"
#include "report/tally.h"

namespace report {

/// The last sheet: what an auditor asks of a report, a fact a row. The edition and the columns
/// outlive it; one thread.
class AboutSheet {
 public:
  AboutSheet(const Edition& edition, const Columns& columns);
  AboutSheet(const AboutSheet&) = delete;
  AboutSheet& operator=(const AboutSheet&) = delete;

  void write(const Tally& total, const std::vector<base::Message>& remarks);

 private:
  void model();
  void request();
  void control_totals(const Tally& total);
  [[nodiscard]] std::string control_label(const model::Column& column, std::int64_t left_out) const;
  void origin();
  void make_room(const std::string& label, const std::string& text);
  void fact(const base::Message& label, const std::string& text);
  void row(const std::string& label, const std::string& value);

  const Edition& edition_;
  const Columns& columns_;
  workbook::Sheet& sheet_;
  std::uint32_t row_ = 0;
};

}  // namespace report
