#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace app {

/// A client of the server's API for `demo`, over one persistent connection, as an application has
/// in its HTTP library. Throws base::Error if there is no response. Not thread-safe.
class DemoClient {
 public:
  struct Response {
    int status = 0;
    std::string body;
  };

  DemoClient(const std::string& base_url, std::string api_key, std::string organization);
  ~DemoClient();
  DemoClient(const DemoClient&) = delete;
  DemoClient& operator=(const DemoClient&) = delete;

  [[nodiscard]] Response get(const std::string& path);
  [[nodiscard]] Response post(const std::string& path, const std::string& json);
  /// Saves the body of an absolute URL of the same server to `file`; throws unless the status is
  /// 200.
  void download(const std::string& url, const std::filesystem::path& file);

 private:
  struct Connection;
  std::string base_url_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace app
