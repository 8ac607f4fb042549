#include "app/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include "app/commands.h"
#include "app/version.h"
#include "base/error.h"
#include "language/phrases.h"

namespace app {
namespace {

using Action = std::function<int()>;

constexpr std::string_view kEnvironmentPrefix = "GORMIC_BI_";

std::string variable_of(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char c) {
    return c == '-' ? '_' : static_cast<char>(std::toupper(c));
  });
  return std::string{kEnvironmentPrefix} + name;
}

/// An option that is a flag, a key of the configuration file (in the command's section) and an
/// environment variable at once.
template <class Value>
CLI::Option* add(CLI::App& command, const std::string& name, Value& value,
                 const std::string& description) {
  return command.add_option("--" + name, value, description)->envname(variable_of(name));
}

void add_compression(CLI::App& command, workbook::Compression& compression) {
  const std::map<std::string, workbook::Compression> names{
      {"fast", workbook::Compression::kFast}, {"dense", workbook::Compression::kDense}};
  add(command, "compression", compression,
      "fast, or dense: files with much text are smaller and take longer (fast)")
      ->transform(CLI::CheckedTransformer(names).description("fast or dense"));
}

void add_serve(CLI::App& root, ServeSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand("serve", "Answer the HTTP API and render its jobs");
  add(*command, "catalogue", settings.catalogue, "The folder of models, sources and organizations")
      ->required();
  add(*command, "data", settings.data, "The folder for jobs, keys and files; made if missing")
      ->required();
  add(*command, "listen", settings.listen, "HOST:PORT; port 0 takes a free one")
      ->capture_default_str();
  add(*command, "base-url", settings.base_url,
      "What download links begin with, as callers reach this server (http://reports.example:8080)");
  add(*command, "workers", settings.workers, "Renderer threads; 0: one for each core")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  add_compression(*command, settings.compression);
  command
      ->add_option_function<std::int64_t>(
          "--link-lifetime",
          [&](const std::int64_t& seconds) {
            settings.link_lifetime = std::chrono::seconds{seconds};
          },
          "How long a download link lives, in seconds (900)")
      ->check(CLI::Range(1, 7 * 24 * 3600))
      ->envname(variable_of("link-lifetime"));
  add(*command, "app-name", settings.app_name, "`app` in the answers' envelope")
      ->capture_default_str();
  add(*command, "service-name", settings.service_name, "`service` in the answers' envelope")
      ->capture_default_str();
  command->footer(
      "Example:\n  gormic-bi serve --catalogue catalogue --data data --listen 127.0.0.1:8080\n"
      "Before a first call, make a key: gormic-bi key create --help");
  command->final_callback([&] { action = [&] { return serve(settings); }; });
}

void add_demo(CLI::App& root, DemoSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand(
      "demo", "Write a sample catalogue and bilingual data, serve them, and render two workbooks");
  add(*command, "directory", settings.directory, "Where catalogue, data and workbooks are written")
      ->capture_default_str();
  add(*command, "invoices", settings.invoices, "How many invoices the data has")
      ->check(CLI::Range(1, 5'000'000))
      ->capture_default_str();
  add(*command, "listen", settings.listen, "HOST:PORT; port 0 takes a free one")
      ->capture_default_str();
  command->add_flag("--once", settings.once, "End after the two workbooks")
      ->envname(variable_of("once"));
  command->final_callback([&] { action = [&] { return demo(settings); }; });
}

void add_render(CLI::App& root, RenderSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand("render", "Render one workbook, without a server");
  add(*command, "catalogue", settings.catalogue, "The folder of models, sources and organizations")
      ->required();
  add(*command, "model", settings.model, "The uid of the data model")->required();
  add(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  add(*command, "organization", settings.organization,
      "The uid of the organization whose data is reported");
  add(*command, "parameter", settings.parameters,
      "KEY=VALUE, KEY.from=DATE, KEY.to=DATE; a key given twice is a list");
  add(*command, "query", settings.query, "The list query, as JSON");
  add(*command, "ids", settings.ids, "Instance ids, separated by commas")->delimiter(',');
  add_compression(*command, settings.compression);
  add(*command, "out", settings.out, "The workbook to write")->required();
  command->footer(
      "Example:\n  gormic-bi render --catalogue demo/catalogue --model sales.invoices --lang ar "
      "\\\n"
      "    --organization wahat-group \\\n"
      "    --parameter period.from=2026-01-01 --parameter period.to=2026-03-31 --out "
      "invoices.xlsx");
  command->final_callback([&] { action = [&] { return render(settings); }; });
}

void add_model(CLI::App& root, CheckSettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("model", "Work with data models");
  group->require_subcommand(1);
  CLI::App* check = group->add_subcommand(
      "check", "Check a catalogue: its files, and each model's SQL against its source");
  check->add_option("catalogue", settings.catalogue, "The folder of the catalogue")->required();
  check->footer(
      "Prints one line a finding, `file: place: reason`. Exit code 1 where there is a fault.");
  check->final_callback([&] { action = [&] { return check_catalogue(settings); }; });
}

void add_key(CLI::App& root, KeySettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("key", "Make, list and revoke API keys");
  group->require_subcommand(1);
  const auto data = [&](CLI::App& command) {
    add(command, "data", settings.data, "The folder of the server's data")->required();
  };

  CLI::App* create = group->add_subcommand("create", "Make a key and print it, this once");
  data(*create);
  add(*create, "organization", settings.organization, "The uid of its organization")->required();
  add(*create, "label", settings.label, "A name to know it by")->required();
  add(*create, "scopes", settings.scopes, "What it may do, separated by commas")
      ->delimiter(',')
      ->check(CLI::IsMember({"submit", "read"}))
      ->capture_default_str();
  add(*create, "days", settings.days, "Days until it expires; 0: never")
      ->check(CLI::Range(0, 36'500))
      ->capture_default_str();
  create->footer(
      "Example:\n  gormic-bi key create --data data --organization ACME --label 'ERP export'\n"
      "The server may be running; it takes the key at once.");
  create->final_callback([&] { action = [&] { return create_key(settings); }; });

  CLI::App* list = group->add_subcommand("list", "List the keys, without their secrets");
  data(*list);
  list->final_callback([&] { action = [&] { return list_keys(settings); }; });

  CLI::App* revoke = group->add_subcommand("revoke", "End a key's life, within a second");
  data(*revoke);
  revoke->add_option("id", settings.id, "The key's id, as `key list` shows it")->required();
  revoke->final_callback([&] { action = [&] { return revoke_key(settings); }; });
}

void collect_variables(const CLI::App& command, std::vector<std::string>& names) {
  for (const CLI::Option* option : command.get_options()) names.push_back(option->get_envname());
  for (const CLI::App* child : command.get_subcommands({})) collect_variables(*child, names);
}

/// A misspelled variable would silently do nothing. GORMIC_BI_TEST_... belongs to the tests.
void refuse_unknown_variables(const CLI::App& root) {
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

std::string words(const base::Error& error) {
  if (!error.phrase()) return error.what();
  return language::Phrases().text(language::Language::kEnglish, *error.phrase());
}

}  // namespace

int run(int argc, const char* const argv[]) {
  CLI::App root(
      "Gormic BI: turns data models (SQL with titles in Arabic and English) into Excel workbooks.",
      "gormic-bi");
  root.set_version_flag("--version", std::string{"gormic-bi "} + std::string{version()});
  root.set_config("--config", "",
                  "A TOML file: a section a command, a key a flag ([serve] data = \"...\")")
      ->envname("GORMIC_BI_CONFIG");
  root.allow_config_extras(CLI::config_extras_mode::error);
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(
      "Every flag of a command is also a key in its section of the configuration file and, in\n"
      "capitals behind GORMIC_BI_, an environment variable (--base-url: GORMIC_BI_BASE_URL).\n"
      "A flag wins over the file, the file over the environment.\n"
      "`gormic-bi COMMAND --help` tells more. A first look: gormic-bi demo");

  Action action;
  ServeSettings serve_settings;
  DemoSettings demo_settings;
  RenderSettings render_settings;
  CheckSettings check_settings;
  KeySettings key_settings;
  add_serve(root, serve_settings, action);
  add_demo(root, demo_settings, action);
  add_render(root, render_settings, action);
  add_model(root, check_settings, action);
  add_key(root, key_settings, action);

  try {
    root.parse(argc, argv);
    refuse_unknown_variables(root);
    return action();
  } catch (const CLI::ConfigError& error) {
    const std::string_view what{error.what()};
    std::cerr << "gormic-bi: the configuration file holds a key that no option has: "
              << what.substr(what.rfind(' ') + 1) << "\n";
  } catch (const CLI::ParseError& error) {
    return root.exit(error);
  } catch (const base::Error& error) {
    std::cerr << "gormic-bi: " << words(error) << "\n";
  } catch (const std::exception& error) {
    std::cerr << "gormic-bi: " << error.what() << "\n";
  }
  return 1;
}

}  // namespace app
