#pragma once

#include "app/command/configuration.h"
#include "app/command/dialog.h"
#include "app/command/setup_file.h"
#include "app/settings.h"

namespace app {

/// The part of `setup` about the network: address, certificate and URL go to setup.toml, and to the
/// socket of systemd. Not thread-safe.
class SetupNetwork {
 public:
  /// All arguments must outlive it. `current` are the settings before.
  SetupNetwork(const SetupSettings& settings, const ServeSettings& current, Dialog& dialog)
      : settings_(settings), current_(current), dialog_(dialog) {}

  /// Asks, checks and adds the settings to `file`. Writes self-signed certificates. Throws
  /// base::Error.
  void choose(SetupFile& file);
  /// Writes the files of systemd; true if it has to read them.
  bool write_units() const;
  /// As callers reach the server.
  [[nodiscard]] std::string url() const;

 private:
  void choose_address();
  void choose_certificate();
  void choose_base_url();
  void create_certificate(const std::string& host);
  [[nodiscard]] bool is_served() const;
  [[nodiscard]] std::optional<std::string> address_error(const std::string& listen) const;
  [[nodiscard]] std::optional<std::string> file_error(const std::string& file) const;
  [[nodiscard]] bool is_public() const;

  const SetupSettings& settings_;
  const ServeSettings& current_;
  Dialog& dialog_;
  ServeSettings chosen_ = current_;
};

}  // namespace app
