#include <iostream>

#include "app/command/auth_tables.h"
#include "app/command/server_location.h"
#include "app/commands.h"
#include "app/option.h"

namespace app {
namespace {

int rotate_links(const LinkSettings& settings) {
  require_database(settings.data);
  AuthTables table(settings.data);
  const std::int64_t number = table.download_links.rotate(table.actor);
  std::cerr << "Links are signed with key " << number << " from now on.\n";
  return 0;
}

}  // namespace

void add_link(CLI::App& root, LinkSettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("link", "Work with download links");
  group->require_subcommand(1);
  CLI::App* rotate = group->add_subcommand("rotate", "Sign links with a new key from now on");
  add_data(*rotate, settings.data);
  rotate->footer(
      "Links signed with the previous key work until they expire; links signed with older keys\n"
      "stop working at once. Run it twice to end all links that exist. The server may be running.");
  rotate->final_callback([&] {
    action = [&] {
      find_data(settings.data, root);
      return rotate_links(settings);
    };
  });
}

}  // namespace app
