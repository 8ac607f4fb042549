#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/command/dialog.h"
#include "app/settings.h"
#include "model/definition/source_definition.h"

namespace app {

/// The part of `setup` about the catalogue: the first organization, source and data model. Sources
/// are tried as the server's user. Not thread-safe.
class SetupCatalogue {
 public:
  /// The arguments must outlive it. `server` are the settings of the server.
  SetupCatalogue(const SetupSettings& settings, const ServeSettings& server, Dialog& dialog)
      : settings_(settings), catalogue_(server.catalogue), data_(server.data), dialog_(dialog) {}

  /// Asks for the organization, and adds it to organizations.json unless it is there. Returns its
  /// uid; empty if none was named.
  [[nodiscard]] std::string add_organization();
  /// Asks for a source, tries it and writes its file. Returns its name; empty if none was named.
  [[nodiscard]] std::string add_source();
  /// Asks for a table of the source; empty if none was named.
  [[nodiscard]] std::string choose_table(const std::string& source) const;
  /// "customers, invoices"; empty if the source does not say.
  [[nodiscard]] std::string tables(const std::string& source) const;

 private:
  [[nodiscard]] bool has_organization(const std::string& uid) const;
  void write_organization(const std::string& uid);
  [[nodiscard]] std::optional<std::string> time_zone_error(const std::string& name) const;
  void write_source(const std::string& name, const std::string& connection);
  [[nodiscard]] std::optional<std::string> connection_error(const std::string& connection) const;
  [[nodiscard]] std::optional<std::string> source_name_error(const std::string& name,
                                                             const std::string& connection) const;
  /// Whether the source of this name has this connection.
  [[nodiscard]] bool has_source(const std::string& name, const std::string& connection) const;
  /// Throws base::Error if the source does not answer.
  void probe(const std::string& name) const;

  const SetupSettings& settings_;
  const std::filesystem::path catalogue_;
  const std::filesystem::path data_;
  Dialog& dialog_;
};

}  // namespace app
