#include <iostream>
#include <iterator>
#include <memory>

#include "app/command/configuration.h"
#include "app/command/findings_printer.h"
#include "app/command/server_location.h"
#include "app/command/setup_file.h"
#include "app/commands.h"
#include "app/option.h"
#include "app/serve_check.h"
#include "app/server_permissions.h"
#include "json/write.h"

namespace app {
namespace {

using Level = Finding::Level;

/// Says where the setting comes from, after a finding's subject that is the key of one.
void name_origins(Findings& findings, const Configuration& configuration) {
  for (Finding& finding : findings) {
    const SettingOrigin origin = configuration.origin(finding.subject);
    if (origin.kind != SettingOrigin::Kind::kDefault) finding.subject += " (" + origin.text() + ")";
  }
}

int check(const ConfigSettings& settings, const std::vector<std::string>& files) {
  const Configuration configuration(files, settings.flags);
  Findings findings = configuration.findings();
  const ServeSettings& serve = configuration.serve_settings();
  const ServerPermissions permissions(serve.data);
  if (auto user = permissions.become_data_owner()) {
    findings.push_back(
        {Level::kGood, "user", base::Message{"app.as_user", {{"user", *std::move(user)}}}});
  }
  const base::SystemClock clock;
  Findings of_server =
      check_serve_settings(serve, clock, settings.sources ? SourceProbes::kYes : SourceProbes::kNo);
  name_origins(of_server, configuration);
  std::ranges::move(of_server, std::back_inserter(findings));
  const bool is_good = !has_level(findings, Level::kError) &&
                       !(settings.strict && has_level(findings, Level::kWarning));
  if (settings.json) {
    std::cout << json::write_indented(json::Value::object(
                     {{"ok", is_good}, {"findings", as_json(findings, settings.lang)}}))
              << "\n";
  } else {
    std::cout << as_text(findings, settings.lang);
  }
  return is_good ? 0 : 1;
}

/// A configuration file with the same settings; the origin of each is a comment.
void print(const std::vector<Configuration::Section>& sections) {
  constexpr std::size_t kColumn = 56;
  for (const Configuration::Section& section : sections) {
    std::cout << "[" << section.name << "]\n";
    for (const Configuration::Setting& setting : section.settings) {
      if (setting.values.empty()) {
        std::cout << "# " << setting.key << ": not set\n";
        continue;
      }
      std::string line = setting.key + " = " + toml_value(setting.values);
      line.append(line.size() < kColumn ? kColumn - line.size() : 1, ' ');
      std::cout << line << " # " << setting.origin.text() << "\n";
    }
  }
}

std::string_view kind_name(SettingOrigin::Kind kind) {
  switch (kind) {
    case SettingOrigin::Kind::kDefault:
      return "default";
    case SettingOrigin::Kind::kVariable:
      return "variable";
    case SettingOrigin::Kind::kFile:
      return "file";
    case SettingOrigin::Kind::kFlag:
      return "flag";
  }
  return {};
}

json::Value as_json(const Configuration::Setting& setting) {
  json::Value value = json::Value::object({{"key", setting.key}});
  if (setting.values.size() == 1) value.add("value", setting.values.front());
  if (setting.values.size() > 1)
    value.add("value", json::Value::Array(setting.values.begin(), setting.values.end()));
  value.add("origin", kind_name(setting.origin.kind));
  if (!setting.origin.name.empty()) value.add("name", setting.origin.name);
  if (setting.origin.line > 0) value.add("line", static_cast<std::int64_t>(setting.origin.line));
  return value;
}

json::Value as_json(const std::vector<Configuration::Section>& sections) {
  json::Value all = json::Value::object();
  for (const Configuration::Section& section : sections) {
    json::Value settings = json::Value::array();
    for (const Configuration::Setting& setting : section.settings) settings.add(as_json(setting));
    all.add(section.name, std::move(settings));
  }
  return all;
}

/// Errors go to standard error: they are settings without effect.
int show(const ConfigSettings& settings, const std::vector<std::string>& files) {
  const Configuration configuration(files, settings.flags);
  if (settings.json) {
    std::cout << json::write_indented(as_json(configuration.sections())) << "\n";
  } else {
    print(configuration.sections());
  }
  std::cerr << as_text(configuration.findings(), settings.lang);
  return has_level(configuration.findings(), Level::kError) ? 1 : 0;
}

CLI::App* add_command(CLI::App& group, const char* name, const char* description,
                      ConfigSettings& settings) {
  CLI::App* command = group.add_subcommand(name, description);
  command->add_option("flags", settings.flags, "Flags of `serve`, after --");
  command->add_flag("--json", settings.json, "Print JSON")->envname(environment_variable("json"));
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  return command;
}

/// The parser stops at the first error in a file or a variable. The commands of `config` read both
/// themselves.
class NoConfigFile final : public CLI::ConfigTOML {
 public:
  [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream&) const override {
    return {};
  }
};

void ignore_variables(CLI::App& command, const CLI::App& except) {
  for (CLI::Option* option : command.get_options([](const CLI::Option*) { return true; }))
    option->envname("");
  for (CLI::App* child : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (child != &except) ignore_variables(*child, except);
  }
}

}  // namespace

void add_config(CLI::App& root, ConfigSettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("config", "Check and show the server's settings");
  group->require_subcommand(1);
  group->preparse_callback([&root, group](std::size_t) {
    root.config_formatter(std::make_shared<NoConfigFile>());
    ignore_variables(root, *group);
  });
  const CLI::Option* files = root.get_config_ptr();

  CLI::App* checking = add_command(
      *group, "check", "Check settings, certificate, data folder, catalogue and sources", settings);
  checking->add_flag("--strict", settings.strict, "Exit with 1 for warnings, too")
      ->envname(environment_variable("strict"));
  add_option(*checking, "sources", settings.sources, "false: do not connect to the sources")
      ->capture_default_str();
  checking->footer(
      "Reads the files of --config, or else /etc/gormic-bi/gormic-bi.toml and setup.toml, and\n"
      "changes nothing. Exit code 0: `serve` would start; 1: it would not.\n"
      "Example:\n  gormic-bi --config my.toml config check -- --listen 127.0.0.1:9000");
  checking->final_callback([&settings, &action, files] {
    action = [&settings, files] { return check(settings, config_files(*files)); };
  });

  CLI::App* showing = add_command(
      *group, "show", "Print all settings in effect, and where each comes from", settings);
  showing->footer(
      "Reads the same files as `config check`. The text is a configuration file itself.\n"
      "Exit code 1 if a setting is unknown or invalid.");
  showing->final_callback([&settings, &action, files] {
    action = [&settings, files] { return show(settings, config_files(*files)); };
  });
}

}  // namespace app
