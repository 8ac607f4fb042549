#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/settings.h"

namespace app {

/// All commands with their options, and the settings that the options fill. Not thread-safe.
class CommandTree {
 public:
  CommandTree();
  CommandTree(const CommandTree&) = delete;
  CommandTree& operator=(const CommandTree&) = delete;

  [[nodiscard]] CLI::App& root() { return root_; }
  [[nodiscard]] const CLI::App& root() const { return root_; }
  /// Empty until root() has parsed a command line.
  [[nodiscard]] const Action& action() const { return action_; }
  [[nodiscard]] const ServeSettings& serve_settings() const { return serve_; }
  /// The names of the environment variables that are options.
  [[nodiscard]] std::vector<std::string> variables() const;

 private:
  CLI::App root_;
  Action action_;
  ServeSettings serve_;
  DemoSettings demo_;
  RenderSettings render_;
  CheckSettings check_;
  NewModelSettings new_model_;
  KeySettings key_;
  LinkSettings link_;
  OpenSettings open_;
  AuditSettings audit_;
  BackupSettings backup_;
  DoctorSettings doctor_;
  UpgradeSettings upgrade_;
  SetupSettings setup_;
  ConfigSettings config_;
  ManualSettings manual_;
};

/// The GORMIC_BI_ variables of the environment that are not in `known`. GORMIC_BI_TEST_... belongs
/// to the tests.
[[nodiscard]] std::vector<std::string> unknown_variables(const std::vector<std::string>& known);

}  // namespace app
