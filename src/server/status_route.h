#pragma once

#include <string>

#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// `GET /v1/bi/jobs/{uid}`: what stands in the job's row, with `?wait=SECONDS` once it has ended.
/// Any thread; a waiting caller keeps its thread.
class StatusRoute {
 public:
  /// `base_url` ("https://bi.example.com") begins every downloadUrl; it outlives the route and is
  /// read when one is asked for.
  StatusRoute(const Services& services, const std::string& base_url)
      : services_(services), base_url_(base_url) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  [[nodiscard]] job::Job awaited(const Request& request,
                                 const base::OrganizationUid& organization) const;
  [[nodiscard]] json::Value described(const job::Job& job) const;
  void describe_output(const job::Job& job, json::Value& description) const;
  void describe_progress(const job::Job& job, json::Value& description) const;

  const Services& services_;
  const std::string& base_url_;
};

}  // namespace server
