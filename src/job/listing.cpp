#include "job/listing.h"

#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "job/row.h"
#include "job/sql.h"

namespace job {
namespace {

std::optional<std::int64_t> to_microseconds(const std::optional<base::Time>& time) {
  return time ? std::optional{base::to_microseconds(*time)} : std::nullopt;
}

void bind_filter(database::Statement& rows, const Filter& filter) {
  rows.bind_optional(":statuses",
                     filter.statuses.empty()
                         ? std::nullopt
                         : std::optional{to_json_array(filter.statuses,
                                                       [](Status status) { return name(status); })})
      .bind_optional(":data_model", filter.data_model)
      .bind_optional(":keys", filter.keys ? std::optional{to_json_array(
                                                *filter.keys,
                                                [](const base::KeyId& key) { return key.text(); })}
                                          : std::nullopt)
      .bind_optional(":since", to_microseconds(filter.since))
      .bind_optional(":until", to_microseconds(filter.until))
      .bind_optional(":text", filter.text);
  constexpr std::array<std::pair<const char*, const char*>, Filter::kMaxParameters> kNames{
      {{":key_1", ":value_1"}, {":key_2", ":value_2"}, {":key_3", ":value_3"}}};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    std::optional<std::string> key;
    std::optional<std::string> value;
    if (i < filter.parameters.size()) std::tie(key, value) = filter.parameters[i];
    rows.bind_optional(kNames[i].first, key).bind_optional(kNames[i].second, value);
  }
}

}  // namespace

Listing::Page Listing::page(const base::OrganizationUid& organization, const Filter& filter,
                            std::size_t size, const std::optional<base::JobId>& before,
                            const std::function<bool(const Job&)>& is_wanted) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "list");
  rows.bind(":organization", organization.text())
      .bind_optional(":before", before ? std::optional{before->text()} : std::nullopt)
      .bind(":limit", kMaxJobsExamined + 1);
  bind_filter(rows, filter);
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

std::vector<base::JobId> Listing::ids(const base::OrganizationUid& organization,
                                      const Filter& filter, std::size_t max,
                                      const std::function<bool(const Job&)>& is_wanted) {
  std::vector<base::JobId> ids;
  std::optional<base::JobId> next;
  do {
    const Page found = page(organization, filter, max - ids.size(), next, is_wanted);
    for (const Job& job : found.jobs) ids.push_back(job.id);
    next = found.last;
  } while (next && ids.size() < max);
  return ids;
}

}  // namespace job
