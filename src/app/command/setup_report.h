#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "app/command/dialog.h"
#include "app/settings.h"

namespace app {

/// The part of `setup` about the first report: a data model of a table, and its workbook. What
/// reads the source runs as the server's user. Not thread-safe.
class SetupReport {
 public:
  /// The arguments must outlive it. `mask` is the umask for the workbook.
  SetupReport(const SetupSettings& settings, const ServeSettings& server, Dialog& dialog,
              mode_t mask)
      : settings_(settings),
        catalogue_(std::filesystem::absolute(server.catalogue)),
        data_(std::filesystem::absolute(server.data)),
        dialog_(dialog),
        mask_(mask) {}

  /// Drafts the data model unless an earlier call did, and returns its uid. Throws base::Error if
  /// the source refuses the table.
  [[nodiscard]] std::string draft(const std::string& source, const std::string& table) const;
  /// Checks the catalogue, and writes UID.xlsx to the current folder if it has no faults: for
  /// `organization`, or else for the first of the catalogue.
  void make(const std::string& uid, const std::string& organization) const;

 private:
  [[nodiscard]] std::string choose_uid(const std::string& source, const std::string& table) const;
  void write_draft(const std::string& uid, const std::string& source,
                   const std::string& table) const;
  void render(const std::string& uid, const std::string& organization) const;

  const SetupSettings& settings_;
  const std::filesystem::path catalogue_;
  const std::filesystem::path data_;
  Dialog& dialog_;
  const mode_t mask_;
};

}  // namespace app
