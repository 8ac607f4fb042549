#pragma once

#include <filesystem>
#include <string>

namespace app {

/// Where an installed server keeps its data and is reached, as its configuration file says. A
/// value.
struct ServerLocation {
  static constexpr const char* kConfigFile = "/etc/gormic-bi/gormic-bi.toml";

  std::filesystem::path data;
  std::string base_url;  // without a slash at its end

  /// Reads the section [serve]; what it does not name is as in packaging/gormic-bi.service. Throws
  /// base::Error if the file cannot be read.
  [[nodiscard]] static ServerLocation read(const std::filesystem::path& config);
};

/// The URL with a host that a browser can open: 127.0.0.1 for 0.0.0.0, [::1] for [::].
[[nodiscard]] std::string reachable_url(std::string url);

}  // namespace app
