#pragma once

#include <span>
#include <string>

#include "job/job.h"
#include "job/queue.h"
#include "json/value.h"
#include "server/api/services.h"

namespace server {

/// Writes a job as the API returns it. Thread-safe.
class JobSerializer {
 public:
  /// `base_url` ("https://bi.example.com") begins every downloadUrl. Both must outlive it;
  /// `base_url` is read at each call.
  JobSerializer(const Services& services, const std::string& base_url)
      : services_(services), base_url_(base_url) {}

  /// Each call signs a new download link.
  [[nodiscard]] json::Value to_json(const job::Job& job) const;
  [[nodiscard]] json::Value::Array to_json(std::span<const job::Job> jobs) const;

 private:
  /// `position` is null unless the job waits.
  [[nodiscard]] json::Value describe(const job::Job& job, const job::QueuePosition* position) const;
  void add_waiting(const job::Job& job, job::QueuePosition position,
                   json::Value& description) const;
  void add_progress(const job::Job& job, json::Value& description) const;
  void add_output(const job::Job& job, json::Value& description) const;

  const Services& services_;
  const std::string& base_url_;
};

}  // namespace server
