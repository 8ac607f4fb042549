#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace model {

/// Limits for the jobs of a data model. Immutable; part of its DataModel.
struct Limits {
  static constexpr std::int64_t kDefaultMaxRows = 3'000'000;

  std::int64_t max_rows = kDefaultMaxRows;  // a job with more fails; rows are never cut off
  std::chrono::seconds timeout = std::chrono::minutes{10};
  std::optional<std::chrono::seconds> retention = std::nullopt;       // see ReportSpec::retention
  std::int64_t max_bytes = std::numeric_limits<std::int64_t>::max();  // of the file
  std::optional<std::int64_t> concurrency =
      std::nullopt;  // jobs running at once, of all organizations
};

/// Limits for the jobs of an organization; absent: the server's. Immutable; part of an
/// Organization.
struct OrganizationLimits {
  std::optional<std::chrono::seconds> retention = std::nullopt;  // see ReportSpec::retention
  std::optional<std::int64_t> max_pending = std::nullopt;        // queued jobs
  std::optional<std::int64_t> max_storage_bytes = std::nullopt;  // of finished files
};

}  // namespace model
