#pragma once

#include <CLI/CLI.hpp>
#include <istream>
#include <string>
#include <vector>

namespace app {

/// Parses the TOML file of --config: UTF-8, with or without a byte order mark, as editors on any
/// system save it. Throws base::Error for another encoding.
class ConfigFile final : public CLI::ConfigTOML {
 public:
  /// A key with its values.
  struct Entry {
    std::vector<std::string> section;  // {"key", "create"} for [key.create]
    std::string key;
    std::vector<std::string> values;
    std::size_t line = 0;  // the first of the entry; from 1
  };

  [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;
  /// The keys of a whole file, in its order.
  [[nodiscard]] std::vector<Entry> entries(const std::string& bytes) const;
};

}  // namespace app
