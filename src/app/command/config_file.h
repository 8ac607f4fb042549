#pragma once

#include <CLI/CLI.hpp>
#include <istream>
#include <vector>

namespace app {

/// Parses the TOML file of --config: UTF-8, with or without a byte order mark, as editors on any
/// system save it. Throws base::Error for another encoding.
class ConfigFile final : public CLI::ConfigTOML {
 public:
  [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;
};

}  // namespace app
