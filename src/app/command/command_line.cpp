#include "app/command/command_line.h"

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/command_tree.h"
#include "base/error.h"
#include "language/message_catalog.h"
#include "language/time_zone.h"

namespace app {
namespace {

/// Throws base::Error for a GORMIC_BI_ variable that is no option: a misspelled one would silently
/// have no effect.
void reject_unknown_variables(const CommandTree& tree) {
  const std::vector<std::string> unknown = unknown_variables(tree.variables());
  if (unknown.empty()) return;
  throw base::Error("environment variable " + unknown.front() + ": no option has this name");
}

/// The message for users, and below it the text that a server would log.
std::string format_error(const base::Error& error) {
  if (!error.user_message()) return error.what();
  return language::MessageCatalog().text(language::Language::kEnglish, *error.user_message()) +
         "\n  " + error.what();
}

/// The word where a command was expected; empty if there was a command.
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
  language::use_bundled_zoneinfo();
  CommandTree tree;
  CLI::App& root = tree.root();
  try {
    root.parse(argc, argv);
    if (!root.got_subcommand("config")) reject_unknown_variables(tree);  // it reports them itself
    return tree.action()();
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
