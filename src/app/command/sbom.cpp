#include <CLI/CLI.hpp>
#include <iostream>

#include "app/commands.h"
#include "asset/asset.h"

namespace app {

void add_sbom(CLI::App& root, Action& action) {
  CLI::App* command = root.add_subcommand(
      "sbom", "Print the bill of materials of this executable (CycloneDX 1.6, JSON)");
  command->footer(
      "It names each library with the version that this executable was built with, its license,\n"
      "and whether it is a part of the executable, a shared library or loaded when needed.");
  command->final_callback([&] {
    action = [] {
      std::cout << asset::bytes("sbom.cdx.json");
      return 0;
    };
  });
}

}  // namespace app
