#pragma once

#include <memory>

#include "server/api/audit_sampling.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /v1/bi/files/{uid}`: the finished file, for callers with a validly signed link. Browsers
/// get errors as a page in both languages. Thread-safe.
class FileRoute {
 public:
  explicit FileRoute(const Services& services) : services_(services) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  /// `range` as in Content-Range; empty: the whole file. Downloads of a small part are counted
  /// separately.
  void record_download(const Request& request, const std::string& range, std::int64_t bytes,
                       std::int64_t whole) const;
  [[nodiscard]] Response download(const Request& request) const;
  /// The output that the link refers to. Throws Problem 404 or 410.
  [[nodiscard]] job::Output find_output(const Request& request) const;

  const Services& services_;
  const std::shared_ptr<UnauditedBytes> unaudited_bytes_ =
      std::make_shared<UnauditedBytes>();  // shared by all copies
};

}  // namespace server
