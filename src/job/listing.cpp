#include "job/listing.h"

#include <utility>

#include "job/row.h"
#include "job/sql.h"

namespace job {
namespace {

std::optional<std::int64_t> to_microseconds(const std::optional<base::Time>& time) {
  return time ? std::optional{base::to_microseconds(*time)} : std::nullopt;
}

/// As a JSON array; the names need no escapes.
std::optional<std::string> to_json_array(const std::set<Status>& statuses) {
  if (statuses.empty()) return std::nullopt;
  std::string list;
  for (const Status status : statuses) {
    list += list.empty() ? '[' : ',';
    list += '"' + std::string{name(status)} + '"';
  }
  return list + "]";
}

}  // namespace

Listing::Page Listing::page(const base::OrganizationUid& organization, const Filter& filter,
                            std::size_t size, const std::optional<base::JobId>& before,
                            const std::function<bool(const Job&)>& is_wanted) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "list");
  rows.bind(":organization", organization.text())
      .bind_optional(":before", before ? std::optional{before->text()} : std::nullopt)
      .bind_optional(":statuses", to_json_array(filter.statuses))
      .bind_optional(":data_model", filter.data_model)
      .bind_optional(":since", to_microseconds(filter.since))
      .bind_optional(":until", to_microseconds(filter.until))
      .bind(":limit", kMaxJobsExamined + 1);
  Page page;
  base::JobId last;
  for (std::int64_t examined = 0; rows.step(); ++examined) {
    if (page.jobs.size() == size || examined == kMaxJobsExamined) {
      page.last = last;
      break;
    }
    Job job = read_job(rows);
    last = job.id;
    if (!is_wanted || is_wanted(job)) page.jobs.push_back(std::move(job));
  }
  return page;
}

}  // namespace job
