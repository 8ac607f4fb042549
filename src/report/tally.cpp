#include "report/tally.h"

namespace report {

void Totals::merge(const Totals& other) {
  rows += other.rows;
  if (by_column.empty()) {
    by_column = other.by_column;
    return;
  }
  for (std::size_t i = 0; i < other.by_column.size(); ++i) by_column[i].merge(other.by_column[i]);
}

}  // namespace report
