#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace app {

/// A caller of this product's API, for `demo`: what an application does by its own HTTP library.
/// One thread; the connection is kept. Throws base::Error where no answer comes.
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
  /// Writes what an absolute URL of the same server answers to `file`; only a 200 does.
  void download(const std::string& url, const std::filesystem::path& file);

 private:
  struct Connection;
  std::string base_url_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace app
