#include "app/demo/demo_client.h"

#include <httplib.h>

#include <fstream>
#include <string_view>

#include "base/error.h"

namespace app {

struct DemoClient::Connection {
  httplib::Client http;
  httplib::Headers identity;

  [[nodiscard]] static const httplib::Response& require_response(const httplib::Result& result,
                                                                 std::string_view path) {
    if (!result)
      throw base::Error("HTTP " + std::string{path} + ": " + httplib::to_string(result.error()));
    return *result;
  }
};

DemoClient::DemoClient(const std::string& base_url, std::string api_key, std::string organization)
    : base_url_(base_url),
      connection_(std::make_unique<Connection>(Connection{
          httplib::Client(base_url),
          {{"api-key", std::move(api_key)}, {"organization-id", std::move(organization)}}})) {
  connection_->http.set_keep_alive(true);
  connection_->http.set_read_timeout(std::chrono::seconds{60});
}

DemoClient::~DemoClient() = default;

DemoClient::Response DemoClient::get(const std::string& path) {
  const auto result = connection_->http.Get(path, connection_->identity);
  const auto& response = Connection::require_response(result, path);
  return {response.status, response.body};
}

DemoClient::Response DemoClient::post(const std::string& path, const std::string& json) {
  const auto result = connection_->http.Post(path, connection_->identity, json, "application/json");
  const auto& response = Connection::require_response(result, path);
  return {response.status, response.body};
}

void DemoClient::download(const std::string& url, const std::filesystem::path& file) {
  if (!url.starts_with(base_url_)) throw base::Error("download: a link to another server");
  const std::string path = url.substr(base_url_.size());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  const auto result = connection_->http.Get(path, [&](const char* data, std::size_t size) {
    return static_cast<bool>(out.write(data, static_cast<std::streamsize>(size)));
  });
  const auto& response = Connection::require_response(result, "download");
  out.close();
  if (response.status != 200 || !out) {
    throw base::Error("download to " + file.string() + ": status " +
                      std::to_string(response.status));
  }
}

}  // namespace app
