#include "report/tally.h"

namespace report {

void Tally::merge(const Tally& other) {
  rows += other.rows;
  if (totals.empty()) {
    totals = other.totals;
    return;
  }
  for (std::size_t i = 0; i < other.totals.size(); ++i) totals[i].merge(other.totals[i]);
}

}  // namespace report
