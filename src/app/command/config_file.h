#pragma once

#include <CLI/CLI.hpp>
#include <istream>
#include <vector>

namespace app {

/// The TOML that --config names, as editors on any system save it: UTF-8, with or without a byte
/// order mark. Another encoding throws base::Error.
class ConfigFile final : public CLI::ConfigTOML {
 public:
  [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;
};

}  // namespace app
