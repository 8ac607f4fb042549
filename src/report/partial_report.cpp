#include "report/partial_report.h"

namespace report {

bool may_have_other_pages(const model::ReportSpec& spec, std::int64_t rows) {
  if (!spec.query || !spec.query->page) return false;
  const model::Page& page = *spec.query->page;
  return page.offset > 0 || (page.size && rows >= *page.size);
}

model::ReportSpec without_whole_page(const model::ReportSpec& spec, std::int64_t rows) {
  model::ReportSpec limits = spec;
  const bool has_sheets = spec.model->layout.sheet_per_instance.has_value();
  if (limits.query && !has_sheets && !may_have_other_pages(spec, rows)) limits.query->page.reset();
  return limits;
}

bool is_partial(const model::ReportSpec& spec, std::int64_t rows) {
  const bool has_sheets = spec.model->layout.sheet_per_instance.has_value();
  const bool is_limited =
      spec.query && (!spec.query->search.empty() || !spec.query->filter.is_empty());
  // A page may end inside an instance, whose sheet has only a part of the rows.
  const bool is_paged =
      has_sheets ? spec.query && spec.query->page.has_value() : may_have_other_pages(spec, rows);
  return is_limited || is_paged || !spec.row_scope.policy.is_empty() ||
         (spec.instance_ids && !has_sheets);
}

}  // namespace report
