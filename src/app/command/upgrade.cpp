#include "worker/upgrade.h"

#include <algorithm>
#include <iostream>
#include <string>

#include "app/command/server_location.h"
#include "app/commands.h"
#include "app/migrations.h"
#include "app/option.h"
#include "app/owner.h"
#include "base/error.h"
#include "language/message_catalog.h"

namespace app {
namespace {

using base::Message;

constexpr std::size_t kMaxListedJobs = 100;

class Printer {
 public:
  explicit Printer(const std::string& lang)
      : language_(language::parse_language(lang).value_or(language::Language::kEnglish)) {}

  void line(const Message& message) const {
    std::cout << messages_.text(language_, message) << "\n";
  }

 private:
  const language::MessageCatalog messages_;
  const language::Language language_;
};

std::filesystem::path data_of(const UpgradeSettings& settings, const CLI::Option& config) {
  return settings.data.empty() ? ServerLocation::read(config_files(config)).data : settings.data;
}

int check(const UpgradeSettings& settings, const std::filesystem::path& data) {
  const Printer printer(settings.lang);
  // A server that never started has no folder; one that --data names was meant.
  if (!settings.data.empty() && !std::filesystem::is_directory(data))
    throw base::Error("--data " + data.string() + ": there is no such folder");
  become_owner(data);
  const bool has_database = worker::try_migration(data, migrations());
  printer.line(Message{has_database ? "app.upgrade_possible" : "app.upgrade_no_database",
                       {{"path", data.string()}}});
  return 0;
}

worker::UpgradeCopy newest_copy(const std::filesystem::path& data) {
  const auto copies = worker::upgrade_copies(data);
  if (!copies.empty()) return copies.front();
  throw base::Error("--data " + data.string() + ": no upgrade left a copy of its database");
}

void list(const std::vector<worker::JobSinceUpgrade>& jobs, const Printer& printer) {
  printer.line(Message{"app.upgrade_jobs", {{"jobs", static_cast<std::int64_t>(jobs.size())}}});
  for (std::size_t i = 0; i < std::min(jobs.size(), kMaxListedJobs); ++i) {
    std::cout << "  " << base::format_rfc3339(jobs[i].submitted_at) << "  " << jobs[i].id << "  "
              << jobs[i].status << "  " << jobs[i].data_model << "\n";
  }
  if (jobs.size() > kMaxListedJobs) std::cout << "  ...\n";
}

int undo(const UpgradeSettings& settings, const std::filesystem::path& data) {
  if (!std::filesystem::is_directory(data))
    throw base::Error("--data " + data.string() + ": there is no such folder");
  become_owner(data);
  const Printer printer(settings.lang);
  const worker::UpgradeCopy copy = newest_copy(data);
  const auto jobs = worker::jobs_since(data, copy);
  list(jobs, printer);
  if (!settings.yes) {
    printer.line(Message{"app.upgrade_ask", {{"path", copy.file.string()}}});
    return 1;
  }
  const base::SystemClock clock;
  const auto kept = worker::undo_upgrade(data, copy, jobs, clock.now());
  printer.line(
      Message{"app.upgrade_undone",
              {{"kept", kept.string()}, {"files", worker::files_after_upgrade(data).string()}}});
  return 0;
}

CLI::App* add_command(CLI::App& group, const char* name, const char* description,
                      UpgradeSettings& settings) {
  CLI::App* command = group.add_subcommand(name, description);
  add_option(*command, "data", settings.data,
             "The server's data folder (that of the configuration file)");
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  return command;
}

}  // namespace

void add_upgrade(CLI::App& root, UpgradeSettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("upgrade", "Try an upgrade of the data, or undo one");
  group->require_subcommand(1);
  const CLI::Option* config = root.get_config_ptr();
  CLI::App* checking = add_command(
      *group, "check", "Bring a copy of the database up to date, and delete the copy", settings);
  checking->footer(
      "The server may be running. The disk needs room for the copy. Exit code 1 if this version\n"
      "cannot use the database.");
  checking->final_callback([&settings, &action, config] {
    action = [&settings, config] { return check(settings, data_of(settings, *config)); };
  });
  CLI::App* undoing =
      add_command(*group, "undo",
                  "Put back the database of before the upgrade, for the older version", settings);
  undoing->add_flag("--yes", settings.yes, "Do it; without this, only list the newer jobs");
  undoing->footer(
      "Stop the server first. Lists the jobs since the upgrade: the older version will not know\n"
      "them. Removes nothing: their files move to files-after-upgrade, and the newer database\n"
      "stays beside the old one. Then install the older version.");
  undoing->final_callback([&settings, &action, config] {
    action = [&settings, config] { return undo(settings, data_of(settings, *config)); };
  });
}

}  // namespace app
