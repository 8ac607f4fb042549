#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace model {

/// What the jobs of a data model may take. Immutable.
struct Limits {
  static constexpr std::int64_t kDefaultMaxRows = 3'000'000;

  std::int64_t max_rows = kDefaultMaxRows;  // over it the job fails, it never cuts
  std::chrono::seconds timeout = std::chrono::minutes{10};
  std::optional<std::chrono::seconds> retention = std::nullopt;       // see ReportSpec::retention
  std::int64_t max_bytes = std::numeric_limits<std::int64_t>::max();  // of the file
  std::optional<std::int64_t> concurrency = std::nullopt;  // running at once, whosever they are
};

/// What the jobs of an organization may take; absent: what the server allows. Immutable.
struct OrganizationLimits {
  std::optional<std::chrono::seconds> retention = std::nullopt;  // see ReportSpec::retention
  std::optional<std::int64_t> max_pending = std::nullopt;        // jobs that wait
  std::optional<std::int64_t> max_storage_bytes = std::nullopt;  // bytes of finished files
};

}  // namespace model
