#include "worker/backup.h"

#include <iostream>

#include "app/commands.h"
#include "app/migrations.h"

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

}  // namespace

int back_up(const BackupSettings& settings) {
  print("Backed up", worker::back_up(settings.data, settings.folder));
  return 0;
}

int restore(const BackupSettings& settings) {
  print("Restored", worker::restore(settings.folder, settings.data, migrations()));
  return 0;
}

}  // namespace app
