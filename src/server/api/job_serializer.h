#pragma once

#include <string>

#include "job/job.h"
#include "json/value.h"
#include "server/api/services.h"

namespace server {

/// A job as callers see it: the contract's members and the optional ones. Any thread.
class JobSerializer {
 public:
  /// `base_url` ("https://bi.example.com") begins every downloadUrl; it outlives the view and is
  /// read when one is asked for.
  JobSerializer(const Services& services, const std::string& base_url)
      : services_(services), base_url_(base_url) {}

  /// With a link minted anew.
  [[nodiscard]] json::Value to_json(const job::Job& job) const;

 private:
  void add_waiting(const job::Job& job, json::Value& description) const;
  void add_progress(const job::Job& job, json::Value& description) const;
  void add_output(const job::Job& job, json::Value& description) const;

  const Services& services_;
  const std::string& base_url_;
};

}  // namespace server
