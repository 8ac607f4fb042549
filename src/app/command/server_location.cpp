#include "app/command/server_location.h"

#include <fstream>

#include "app/command/config_file.h"
#include "app/option.h"
#include "app/settings.h"
#include "base/error.h"

namespace app {
namespace {

std::string replaced(std::string text, std::string_view old_part, std::string_view new_part) {
  const std::size_t at = text.find(old_part);
  if (at != std::string::npos) text.replace(at, old_part.size(), new_part);
  return text;
}

}  // namespace

ServerLocation ServerLocation::read(const std::vector<std::string>& files) {
  ServerLocation location{.data = kData, .base_url = {}};
  std::string listen = kDefaultListen;
  bool has_tls = false;
  for (const std::string& name : files) {
    std::ifstream file(name);
    if (!file) {
      throw base::Error("--data: name the server's data folder; " + name + " cannot be read");
    }
    for (const CLI::ConfigItem& item : ConfigFile{}.from_config(file)) {
      if (item.parents != std::vector<std::string>{"serve"} || item.inputs.empty()) continue;
      const std::string& value = item.inputs.front();
      if (item.name == "data") location.data = value;
      if (item.name == "base-url") location.base_url = value;
      if (item.name == "listen") listen = value.substr(0, value.find(','));
      if (item.name == "tls-certificate") has_tls = !value.empty();
    }
  }
  if (location.base_url.empty()) {
    location.base_url = reachable_url((has_tls ? "https://" : "http://") + listen);
  }
  while (location.base_url.ends_with('/')) location.base_url.pop_back();
  return location;
}

std::vector<std::string> config_files(const CLI::Option& option) {
  auto files = option.as<std::vector<std::string>>();
  std::erase(files, "");
  if (!files.empty()) return files;
  for (const char* file : {ServerLocation::kConfigFile, ServerLocation::kSetupFile}) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) files.emplace_back(file);
  }
  return files;
}

void add_data(CLI::App& command, std::filesystem::path& data) {
  add_option(command, "data", data, "The server's data folder (that of the configuration file)");
}

void find_data(std::filesystem::path& data, const CLI::App& root) {
  if (!data.empty()) return;
  const auto files = config_files(*root.get_config_ptr());
  if (files.empty()) {
    throw base::Error("--data: name the server's data folder; there is no " +
                      std::string{ServerLocation::kConfigFile});
  }
  data = ServerLocation::read(files).data;
}

std::string reachable_url(std::string url) {
  return replaced(replaced(std::move(url), "//0.0.0.0:", "//127.0.0.1:"), "//[::]:", "//[::1]:");
}

}  // namespace app
