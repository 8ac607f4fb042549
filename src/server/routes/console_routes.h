#pragma once

#include <map>
#include <string>
#include <string_view>

#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// The console, a web application at `/console`: one page, the same for each address below it, and
/// the files of assets/console, whose addresses contain a digest of all of them. Thread-safe.
class ConsoleRoutes {
 public:
  /// `base_path` precedes the page's paths: "/reports", or empty.
  explicit ConsoleRoutes(const std::string& base_path = {});

  /// Answers `/console` and all paths below it.
  [[nodiscard]] Response operator()(const Request& request) const;
  /// The path of the page's files, with a slash at the end: "/console/assets/DIGEST/".
  [[nodiscard]] const std::string& asset_path() const { return asset_path_; }

 private:
  struct File {
    std::string media_type;
    std::string etag;
    SharedBytes bytes;
    SharedBytes gzip;  // null if the file is compressed already
  };

  [[nodiscard]] Response page(const Request& request) const;
  [[nodiscard]] Response file(const Request& request, std::string_view name) const;
  [[nodiscard]] Response reload() const;

  std::map<std::string, File, std::less<>> files_;  // constant after construction
  std::string digest_;
  std::string asset_path_;
  SharedBytes page_;
};

}  // namespace server
