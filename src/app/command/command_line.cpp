#include "app/command/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "app/commands.h"
#include "app/command/config_file.h"
#include "app/option.h"
#include "app/version.h"
#include "base/error.h"
#include "language/message_catalog.h"

namespace app {
namespace {

constexpr std::string_view kEnvironmentPrefix = "GORMIC_BI_";

void add_compression(CLI::App& command, workbook::Compression& compression) {
  const std::map<std::string, workbook::Compression> names{
      {"fast", workbook::Compression::kFast}, {"dense", workbook::Compression::kDense}};
  add_option(command, "compression", compression,
             "fast, or dense: files with much text are smaller and take longer (fast)")
      ->transform(CLI::CheckedTransformer(names).description("fast or dense"));
}

void add_queue_limits(CLI::App& command, job::QueueLimits& limits) {
  add_option(command, "max-pending", limits.max_pending,
             "Jobs that may wait, of all organizations together")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  add_option(command, "max-pending-per-organization", limits.max_pending_per_organization,
             "Jobs that may wait of one organization, unless organizations.json says otherwise")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command
      .add_option_function<std::int64_t>(
          "--max-storage-per-organization",
          [&](const std::int64_t& gigabytes) {
            limits.max_bytes_per_organization = gigabytes * 1'000'000'000;
          },
          "Gigabytes of finished files of one organization, unless organizations.json says "
          "otherwise (50)")
      ->check(CLI::Range(1, 1'000'000))
      ->envname(environment_variable("max-storage-per-organization"));
}

void add_serve(CLI::App& root, ServeSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand("serve", "Answer the HTTP API and render its jobs");
  add_option(*command, "catalogue", settings.catalogue,
             "The folder of models, sources and organizations")
      ->required();
  add_option(*command, "data", settings.data,
             "The folder for jobs, keys and files; made if missing")
      ->required();
  add_network(*command, settings);
  add_option(
      *command, "workers", settings.workers,
      "Renderer threads, of which one is kept for small jobs; 0: one for each usable core and one "
      "more (the affinity and the quota of cgroups count)")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  add_queue_limits(*command, settings.queue_limits);
  command
      ->add_option_function<std::int64_t>(
          "--disk-reserve",
          [&](const std::int64_t& megabytes) {
            settings.disk_reserve = static_cast<std::uintmax_t>(megabytes) << 20U;
          },
          "Mebibytes of the disk that stay free: below them new jobs are refused (1024, and a "
          "twentieth of the disk)")
      ->check(CLI::Range(0, 100'000'000))
      ->envname(environment_variable("disk-reserve"));
  add_compression(*command, settings.compression);
  add_seconds(*command, "link-lifetime", settings.link_lifetime, 7 * 24 * 3600,
              "How long a download link lives");
  add_option(*command, "app-name", settings.app_name, "`app` in the answers' envelope")
      ->capture_default_str();
  add_option(*command, "service-name", settings.service_name, "`service` in the answers' envelope")
      ->capture_default_str();
  command->footer(
      "Example:\n  gormic-bi serve --catalogue catalogue --data data --listen 127.0.0.1:8080\n"
      "Before a first call, make a key: gormic-bi key create --help");
  command->final_callback([&] { action = [&] { return serve(settings); }; });
}

void add_demo(CLI::App& root, DemoSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand(
      "demo", "Write a sample catalogue and bilingual data, serve them, and render two workbooks");
  add_option(*command, "directory", settings.directory,
             "Where catalogue, data and workbooks are written")
      ->capture_default_str();
  add_option(*command, "invoices", settings.invoices, "How many invoices the data has")
      ->check(CLI::Range(1, 5'000'000))
      ->capture_default_str();
  add_option(*command, "listen", settings.listen, "HOST:PORT; port 0 takes a free one")
      ->capture_default_str();
  command->add_flag("--once", settings.once, "End after the two workbooks")
      ->envname(environment_variable("once"));
  command->final_callback([&] { action = [&] { return demo(settings); }; });
}

void add_render(CLI::App& root, RenderSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand("render", "Render one workbook, without a server");
  add_option(*command, "catalogue", settings.catalogue,
             "The folder of models, sources and organizations")
      ->required();
  add_option(*command, "model", settings.model, "The uid of the data model")->required();
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  add_option(*command, "organization", settings.organization,
             "The uid of the organization whose data is reported");
  add_option(*command, "parameter", settings.parameters,
             "KEY=VALUE, KEY.from=DATE, KEY.to=DATE; a key given twice is a list");
  add_option(*command, "query", settings.query, "The list query, as JSON");
  add_option(*command, "ids", settings.ids, "Instance ids, separated by commas")->delimiter(',');
  add_compression(*command, settings.compression);
  add_seconds(*command, "time-limit", settings.time_limit, 24 * 3600,
              "How long it may take; beyond that it ends without a workbook");
  add_option(*command, "out", settings.out, "The workbook to write")->required();
  command->footer(
      "Example:\n  gormic-bi render --catalogue demo/catalogue --model sales.invoices --lang ar "
      "\\\n"
      "    --organization wahat-group \\\n"
      "    --parameter period.from=2026-01-01 --parameter period.to=2026-03-31 --out "
      "invoices.xlsx\n"
      "Exit code 1 where no workbook was written; one that was there before stays as it was.");
  command->final_callback([&] { action = [&] { return render(settings); }; });
}

void add_new_model(CLI::App& group, NewModelSettings& settings, Action& action) {
  CLI::App* command =
      group.add_subcommand("new", "Draft a data model of a table or a query: columns and titles");
  add_option(*command, "catalogue", settings.catalogue, "The folder of the catalogue")->required();
  add_option(*command, "source", settings.source, "The name of its source")->required();
  add_option(*command, "file", settings.file, "An SQLite database, of which the source is made");
  add_option(*command, "table", settings.table, "The table that is reported");
  add_option(*command, "sql", settings.sql, "A file with the query, instead of a table");
  add_option(*command, "uid", settings.uid,
             "The uid of the data model; after the table where absent");
  command->footer(
      "Example:\n  gormic-bi model new --catalogue my --source erp --file erp.db --table invoices");
  command->final_callback([&] { action = [&] { return new_model(settings); }; });
}

void add_model(CLI::App& root, CheckSettings& settings, NewModelSettings& new_settings,
               Action& action) {
  CLI::App* group = root.add_subcommand("model", "Work with data models");
  group->require_subcommand(1);
  add_new_model(*group, new_settings, action);
  CLI::App* check = group->add_subcommand(
      "check", "Check a catalogue: its files, and each model's SQL against its source");
  check->add_option("catalogue", settings.catalogue, "The folder of the catalogue")->required();
  check->footer(
      "Prints one line a finding, `file: place: reason`. Exit code 1 where there is a fault.");
  check->add_flag("--strict", settings.strict, "A warning is a fault, as for a gate of CI")
      ->envname(environment_variable("strict"));
  check->final_callback([&] { action = [&] { return check_catalogue(settings); }; });
}

void add_backup(CLI::App& root, BackupSettings& settings, Action& action) {
  CLI::App* back = root.add_subcommand(
      "backup", "Copy jobs, keys and finished files, of one moment, into a new folder");
  add_option(*back, "data", settings.data, "The folder of the server's data")->required();
  back->add_option("folder", settings.folder, "The backup to make; it must not be there yet")
      ->required();
  back->footer(
      "The server may be running. Each file is compared with its digest, and the folder has its\n"
      "name only when it is whole. The catalogue is yours to keep: it is not in it.\n"
      "Example:\n  gormic-bi backup --data data /backups/gormic-bi-$(date +%F)");
  back->final_callback([&] { action = [&] { return back_up(settings); }; });

  CLI::App* restoring = root.add_subcommand("restore", "Make a data folder of a backup");
  add_option(*restoring, "data", settings.data,
             "The folder to make; it must not hold a database yet")
      ->required();
  restoring->add_option("folder", settings.folder, "The backup")->required();
  restoring->footer("Example:\n  gormic-bi restore --data data /backups/gormic-bi-2026-01-31");
  restoring->final_callback([&] { action = [&] { return restore(settings); }; });
}

void add_doctor(CLI::App& root, DoctorSettings& settings, Action& action) {
  CLI::App* command =
      root.add_subcommand("doctor",
                          "Look at disk, database, files, clock and catalogue, and say "
                          "what to do");
  add_option(*command, "data", settings.data, "The folder of the server's data")->required();
  add_option(*command, "catalogue", settings.catalogue, "The folder of the catalogue");
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  command->footer(
      "Changes nothing; the server may be running. Exit code 1 where there is a fault.");
  command->final_callback([&] { action = [&] { return doctor(settings); }; });
}

void collect_variables(const CLI::App& command, std::vector<std::string>& names) {
  for (const CLI::Option* option : command.get_options()) names.push_back(option->get_envname());
  for (const CLI::App* child : command.get_subcommands({})) collect_variables(*child, names);
}

/// A misspelled variable would silently do nothing. GORMIC_BI_TEST_... belongs to the tests.
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

/// For people, and below it what the log of a server would say.
std::string format_error(const base::Error& error) {
  if (!error.user_message()) return error.what();
  return language::MessageCatalog().text(language::Language::kEnglish, *error.user_message()) +
         "\n  " + error.what();
}

/// A word in the place of a command; empty where there is none.
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
                  "A TOML file: a section a command, a key a flag ([serve] data = \"...\")")
      ->envname("GORMIC_BI_CONFIG");
  root.config_formatter(std::make_shared<ConfigFile>());
  root.allow_config_extras(CLI::config_extras_mode::error);
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(
      "Every flag of a command is also a key in its section of the configuration file and, in\n"
      "capitals behind GORMIC_BI_, an environment variable (--base-url: GORMIC_BI_BASE_URL),\n"
      "but for the filters of `audit`.\n"
      "A flag wins over the file, the file over the environment.\n"
      "`gormic-bi COMMAND --help` tells more. A first look: gormic-bi demo");

  Action action;
  ServeSettings serve_settings;
  DemoSettings demo_settings;
  RenderSettings render_settings;
  CheckSettings check_settings;
  NewModelSettings new_settings;
  KeySettings key_settings;
  AuditSettings audit_settings;
  BackupSettings backup_settings;
  DoctorSettings doctor_settings;
  add_serve(root, serve_settings, action);
  add_demo(root, demo_settings, action);
  add_render(root, render_settings, action);
  add_model(root, check_settings, new_settings, action);
  add_key(root, key_settings, action);
  add_link(root, key_settings, action);
  add_audit(root, audit_settings, action);
  add_backup(root, backup_settings, action);
  add_doctor(root, doctor_settings, action);

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
