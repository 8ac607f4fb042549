#include "worker/backup.h"

#include <unistd.h>

#include <iostream>

#include "app/command/server_location.h"
#include "app/commands.h"
#include "app/migrations.h"
#include "app/option.h"
#include "app/owner.h"
#include "base/error.h"

namespace app {
namespace {

void print(const char* what, const worker::BackupSize& size) {
  std::cout << what << ": " << size.jobs << " jobs, " << size.files << " files, " << size.bytes
            << " bytes\n";
  if (size.missing > 0) {
    std::cout << "Files that jobs have and the disk has not: " << size.missing
              << ". Their links answer that they are gone.\n";
  }
}

/// `user` is who this process is now.
void require_writable(const std::filesystem::path& folder, const std::string& user) {
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return;
  throw base::Error(folder.string() + ": the user " + user +
                    ", to whom the data belongs, cannot write there. To create a folder where it "
                    "can: install -d -m 700 -o " +
                    user + " FOLDER");
}

int back_up(const BackupSettings& settings) {
  const auto user = become_owner(settings.data);
  if (user) require_writable(std::filesystem::absolute(settings.folder).parent_path(), *user);
  print("Backed up", worker::back_up(settings.data, settings.folder));
  return 0;
}

int restore(const BackupSettings& settings) {
  become_owner(settings.data);
  print("Restored", worker::restore(settings.folder, settings.data, migrations()));
  return 0;
}

}  // namespace

void add_backup(CLI::App& root, BackupSettings& settings, Action& action) {
  CLI::App* back = root.add_subcommand(
      "backup", "Copy jobs, keys and finished files, as of one moment, into a new folder");
  add_data(*back, settings.data);
  back->add_option("folder", settings.folder, "The backup to create; it must not exist yet")
      ->required();
  back->footer(
      "The server may be running. Each file is checked against its digest, and the folder gets "
      "its\n"
      "name only when it is complete. The catalogue is not part of it: back it up yourself.\n"
      "root becomes the owner of the data, who must be able to write there.\n"
      "Example:\n  gormic-bi backup --data data /backups/gormic-bi-$(date +%F)");
  back->final_callback([&] {
    action = [&] {
      find_data(settings.data, root);
      return back_up(settings);
    };
  });

  CLI::App* restoring = root.add_subcommand("restore", "Create a data folder from a backup");
  add_option(*restoring, "data", settings.data,
             "The data folder to create; it must not hold a database yet")
      ->required();
  restoring->add_option("folder", settings.folder, "The backup")->required();
  restoring->footer("Example:\n  gormic-bi restore --data data /backups/gormic-bi-2026-01-31");
  restoring->final_callback([&] { action = [&] { return restore(settings); }; });
}

}  // namespace app
