#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/command/command_tree.h"
#include "app/command/config_file.h"
#include "app/finding.h"

namespace app {

/// What set a setting.
struct SettingOrigin {
  enum class Kind { kDefault, kVariable, kFile, kFlag };

  Kind kind = Kind::kDefault;
  std::string name;      // of the variable, the file or the flag
  std::size_t line = 0;  // in the file

  /// "default", "GORMIC_BI_DATA", "/etc/gormic-bi/gormic-bi.toml:5" or "--data".
  [[nodiscard]] std::string text() const;
};

/// The settings of all commands, as the environment, files and flags of `serve` make them, with
/// the origin of each. The parser of the command line stops at the first error; this reads
/// everything, and collects the errors as findings. Not thread-safe.
class Configuration {
 public:
  struct Setting {
    std::string key;
    std::vector<std::string> values;  // empty: not set, and without a default that is a text
    SettingOrigin origin;
  };

  struct Section {
    std::string name;  // "serve", "key.create"
    std::vector<Setting> settings;
  };

  /// A later file overrides an earlier one. `flags` are words such as "--data=x" or "--data", "x".
  Configuration(const std::vector<std::string>& files, const std::vector<std::string>& flags);

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] const ServeSettings& serve_settings() const { return tree_.serve_settings(); }
  /// All settings of `serve`, then those of other commands that are set.
  [[nodiscard]] std::vector<Section> sections() const;
  /// What set an option of `serve`.
  [[nodiscard]] SettingOrigin origin(const std::string& key) const;

 private:
  void read_environment();
  void read_variables(CLI::App& command);
  void read_file(const std::string& file);
  void read_entry(const std::string& file, const ConfigFile::Entry& entry);
  void read_flags(const std::vector<std::string>& flags);
  void require_options();
  void set(CLI::Option& option, const std::vector<std::string>& values, SettingOrigin origin);
  void report_unknown(const std::string& file, const ConfigFile::Entry& entry);
  /// Adds the section of a command and those of its subcommands.
  void collect_settings(const CLI::App& command, const std::string& name,
                        std::vector<Section>& sections) const;
  [[nodiscard]] std::vector<Setting> settings(const CLI::App& command) const;
  void add_error(const std::string& subject, base::Message message);

  CommandTree tree_;
  CLI::App& serve_;
  std::map<const CLI::Option*, SettingOrigin> origins_;  // of those that are set
  Findings findings_;
  bool has_unread_file_ = false;
};

}  // namespace app
