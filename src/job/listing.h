#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "job/job.h"

namespace job {

/// Which of an organization's jobs are listed; an absent member matches every job.
struct Filter {
  std::set<Status> statuses = {};
  std::optional<std::string> data_model = std::nullopt;
  std::optional<base::Time> since = std::nullopt;            // submitted then or later
  std::optional<base::Time> until = std::nullopt;            // submitted before
  std::optional<std::set<base::KeyId>> keys = std::nullopt;  // submitted with one of these
  /// Part of a title of the data model at submission, or of the file name; folded for search.
  std::optional<std::string> text = std::nullopt;
  /// Keys of parameters and one value of each, as in sql/job/insert_parameters.sql.
  std::vector<std::pair<std::string, std::string>> parameters = {};  // at most kMaxParameters

  static constexpr std::size_t kMaxParameters = 3;
};

/// Lists jobs, newest first, page by page. A page begins after the last job of the page before, so
/// that jobs which come or go meanwhile do not shift the others. Thread-safe.
class Listing {
 public:
  struct Page {
    std::vector<Job> jobs;            // without their logs and requests
    std::optional<base::JobId> last;  // where the next page begins, if there is one
  };

  static constexpr std::int64_t kMaxJobsExamined = 5'000;

  explicit Listing(database::ReadConnectionPool& readers) : readers_(readers) {}

  /// Only jobs that satisfy `is_wanted`. At most kMaxJobsExamined are examined for a page, so it
  /// may have fewer than `size` jobs although there is a next page.
  [[nodiscard]] Page page(const base::OrganizationUid& organization, const Filter& filter,
                          std::size_t size, const std::optional<base::JobId>& before = std::nullopt,
                          const std::function<bool(const Job&)>& is_wanted = {});

  /// The ids of all such jobs, newest first, and of no more than `max`.
  [[nodiscard]] std::vector<base::JobId> ids(const base::OrganizationUid& organization,
                                             const Filter& filter, std::size_t max,
                                             const std::function<bool(const Job&)>& is_wanted = {});

 private:
  database::ReadConnectionPool& readers_;
};

}  // namespace job
