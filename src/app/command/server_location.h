#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace app {

/// Where an installed server keeps its data and is reached, as its configuration files say. A
/// value.
struct ServerLocation {
  static constexpr const char* kData = "/var/lib/gormic-bi/data";  // of gormic-bi.service
  static constexpr const char* kConfigFile = "/etc/gormic-bi/gormic-bi.toml";
  static constexpr const char* kSetupFile = "/etc/gormic-bi/setup.toml";  // overrides it

  std::filesystem::path data;
  std::string base_url;  // without a slash at its end

  /// Reads the sections [serve]; what none names is as in packaging/gormic-bi.service. A later file
  /// overrides an earlier one. Throws base::Error if a file cannot be read.
  [[nodiscard]] static ServerLocation read(const std::vector<std::string>& files);
};

/// The files of --config, or else those of the installed server that exist.
[[nodiscard]] std::vector<std::string> config_files(const CLI::Option& option);

/// Adds --data, which may be absent: `find_data` sets it then.
void add_data(CLI::App& command, std::filesystem::path& data);

/// Sets an empty path to the data folder of the configuration files. Throws base::Error if there
/// are none, or they cannot be read.
void find_data(std::filesystem::path& data, const CLI::App& root);

/// The URL with a host that a browser can open: 127.0.0.1 for 0.0.0.0, [::1] for [::].
[[nodiscard]] std::string reachable_url(std::string url);

}  // namespace app
