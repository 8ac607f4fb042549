#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "report/print/page_fit.h"
#include "workbook/row_heights.h"

namespace report {

/// The rows (from 0) that begin a page, for pages of `page_height` points: no row is parted from a
/// neighbor that it must be kept with, and the totals block has rows above it on its page. The
/// streamed rows begin at `first_row`. Absent if they are more than Excel allows.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> page_breaks(
    const workbook::RowHeights& rows, std::uint32_t first_row, const Heights& heights,
    double page_height);

}  // namespace report
