#pragma once

#include <cstdint>

#include "model/report_spec.h"

namespace report {

/// Whether selected rows may be on other pages of the query; `rows` is the number of rows that the
/// source returned.
[[nodiscard]] bool may_have_other_pages(const model::ReportSpec& spec, std::int64_t rows);

/// The selection as it limits the report: without a page that has all of its `rows`.
[[nodiscard]] model::ReportSpec without_whole_page(const model::ReportSpec& spec,
                                                   std::int64_t rows);

/// Whether the report, or each of its sheets if instances have one each, may lack rows: because of
/// a search, filters, a page, instance ids or row policies. Totals that must be equal need not be
/// equal then.
[[nodiscard]] bool is_partial(const model::ReportSpec& spec, std::int64_t rows);

}  // namespace report
