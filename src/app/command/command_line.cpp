#include "app/command/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include "app/command/config_file.h"
#include "app/commands.h"
#include "app/version.h"
#include "base/error.h"
#include "language/message_catalog.h"

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

/// Throws base::Error for a GORMIC_BI_ variable that is no option: a misspelled one would silently
/// have no effect. GORMIC_BI_TEST_... belongs to the tests.
void reject_unknown_variables(const CLI::App& root) {
  std::vector<std::string> known;
  collect_variables(root, known);
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable{*entry};
    const std::string name{variable.substr(0, variable.find('='))};
    if (!name.starts_with(kEnvironmentPrefix) || name.starts_with("GORMIC_BI_TEST_")) continue;
    if (std::ranges::find(known, name) == known.end()) {
      throw base::Error("environment variable " + name + ": no option has this name");
    }
  }
}

/// The message for users, and below it the text that a server would log.
std::string format_error(const base::Error& error) {
  if (!error.user_message()) return error.what();
  return language::MessageCatalog().text(language::Language::kEnglish, *error.user_message()) +
         "\n  " + error.what();
}

/// The word where a command was expected; empty if there was a command.
std::string unknown_command(const CLI::App& root) {
  const CLI::App* last = &root;
  while (!last->get_subcommands().empty()) last = last->get_subcommands().front();
  const std::vector<std::string> words = root.remaining(true);
  const bool is_command =
      last->get_require_subcommand_min() > 0 && !words.empty() && !words.front().starts_with('-');
  return is_command ? words.front() : std::string{};
}

}  // namespace

int run(int argc, const char* const argv[]) {
  CLI::App root(
      "Gormic BI: turns data models (SQL with titles in Arabic and English) into Excel workbooks.",
      "gormic-bi");
  root.set_version_flag("--version", std::string{"gormic-bi "} + std::string{version()});
  root.set_config("--config", "",
                  "A TOML file: one section per command, one key per flag ([serve] data = \"...\")")
      ->envname("GORMIC_BI_CONFIG");
  root.config_formatter(std::make_shared<ConfigFile>());
  root.allow_config_extras(CLI::config_extras_mode::error);
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(
      "Each flag of a command is also a key in the command's section of the configuration file\n"
      "and, except the filters of `audit` and --key of `open`, an environment variable: its name\n"
      "in capitals after GORMIC_BI_ (--base-url: GORMIC_BI_BASE_URL).\n"
      "Flags override the file, and the file overrides the environment.\n"
      "More: gormic-bi COMMAND --help. A first look: gormic-bi demo");

  Action action;
  ServeSettings serve_settings;
  DemoSettings demo_settings;
  RenderSettings render_settings;
  CheckSettings check_settings;
  NewModelSettings new_settings;
  KeySettings key_settings;
  LinkSettings link_settings;
  OpenSettings open_settings;
  AuditSettings audit_settings;
  BackupSettings backup_settings;
  DoctorSettings doctor_settings;
  ManualSettings manual_settings;
  add_serve(root, serve_settings, action);
  add_demo(root, demo_settings, action);
  add_render(root, render_settings, action);
  add_model(root, new_settings, check_settings, action);
  add_key(root, key_settings, action);
  add_link(root, link_settings, action);
  add_open(root, open_settings, action);
  add_audit(root, audit_settings, action);
  add_backup(root, backup_settings, action);
  add_doctor(root, doctor_settings, action);
  add_manual(root, manual_settings, action);

  try {
    root.parse(argc, argv);
    reject_unknown_variables(root);
    return action();
  } catch (const CLI::ConfigError& error) {
    const std::string_view what{error.what()};
    std::cerr << "gormic-bi: the configuration file holds a key that no option has: "
              << what.substr(what.rfind(' ') + 1) << "\n";
  } catch (const CLI::ParseError& error) {
    const std::string word = unknown_command(root);
    if (error.get_exit_code() == 0 || word.empty()) return root.exit(error);
    std::cerr << "gormic-bi: there is no command " << word << "; gormic-bi --help lists them\n";
  } catch (const base::Error& error) {
    std::cerr << "gormic-bi: " << format_error(error) << "\n";
  } catch (const std::exception& error) {
    std::cerr << "gormic-bi: " << error.what() << "\n";
  }
  return 1;
}

}  // namespace app
