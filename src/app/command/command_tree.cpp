#include "app/command/command_tree.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "app/command/config_file.h"
#include "app/version.h"

namespace app {
namespace {

constexpr std::string_view kEnvironmentPrefix = "GORMIC_BI_";

void add_model(CLI::App& root, NewModelSettings& new_settings, CheckSettings& check_settings,
               Action& action) {
  CLI::App* group = root.add_subcommand("model", "Work with data models");
  group->require_subcommand(1);
  add_new_model(*group, new_settings, action);
  add_check_catalogue(*group, check_settings, action);
}

void collect_variables(const CLI::App& command, std::vector<std::string>& names) {
  for (const CLI::Option* option : command.get_options()) names.push_back(option->get_envname());
  for (const CLI::App* child : command.get_subcommands({})) collect_variables(*child, names);
}

/// CLI11 looks for variables after it has read the files, so the default has to name this one.
void add_config_option(CLI::App& root) {
  const char* variable = std::getenv("GORMIC_BI_CONFIG");
  const std::string file = variable == nullptr ? "" : variable;
  root.set_config("--config", file,
                  "A TOML file: one section per command, one key per flag ([serve] data = "
                  "\"...\"); of several, the later overrides",
                  !file.empty())
      ->envname("GORMIC_BI_CONFIG")
      ->expected(1, 16)
      ->allow_extra_args(false);
  root.config_formatter(std::make_shared<ConfigFile>());
  root.allow_config_extras(CLI::config_extras_mode::error);
}

}  // namespace

CommandTree::CommandTree()
    : root_(
          "Gormic BI: turns data models (SQL with titles in Arabic and English) into Excel "
          "workbooks.",
          "gormic-bi") {
  root_.set_version_flag("--version", std::string{"gormic-bi "} + std::string{version()});
  add_config_option(root_);
  root_.require_subcommand(1);
  root_.fallthrough();
  root_.footer(
      "Each flag of a command is also a key in the command's section of the configuration file\n"
      "and, except the filters of `audit` and --key of `open`, an environment variable: its name\n"
      "in capitals after GORMIC_BI_ (--base-url: GORMIC_BI_BASE_URL).\n"
      "Flags override the file, and the file overrides the environment.\n"
      "More: gormic-bi COMMAND --help. A first look: gormic-bi demo");
  add_serve(root_, serve_, action_);
  add_demo(root_, demo_, action_);
  add_render(root_, render_, action_);
  add_model(root_, new_model_, check_, action_);
  add_key(root_, key_, action_);
  add_link(root_, link_, action_);
  add_open(root_, open_, action_);
  add_audit(root_, audit_, action_);
  add_backup(root_, backup_, action_);
  add_doctor(root_, doctor_, action_);
  add_upgrade(root_, upgrade_, action_);
  add_setup(root_, setup_, action_);
  add_config(root_, config_, action_);
  add_sbom(root_, action_);
  add_manual(root_, manual_, action_);
}

std::vector<std::string> CommandTree::variables() const {
  std::vector<std::string> names;
  collect_variables(root_, names);
  std::erase(names, "");
  return names;
}

std::vector<std::string> unknown_variables(const std::vector<std::string>& known) {
  std::vector<std::string> unknown;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable{*entry};
    const std::string name{variable.substr(0, variable.find('='))};
    if (!name.starts_with(kEnvironmentPrefix) || name.starts_with("GORMIC_BI_TEST_")) continue;
    if (std::ranges::find(known, name) == known.end()) unknown.push_back(name);
  }
  return unknown;
}

}  // namespace app
