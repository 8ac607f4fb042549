#include <CLI/CLI.hpp>
#include <string>
#include <algorithm>
#include <string_view>
#include <vector>

#include "app/command/completions.h"
#include "app/commands.h"
#include "app/settings.h"
#include "app/version.h"
#include "app/write_file.h"

namespace app {
namespace {

using Commands = std::vector<const CLI::App*>;

Commands visible_commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

/// As groff(7) reads it: a hyphen that is typed, a backslash, and no request at a line's start.
std::string roff(std::string_view text) {
  std::string escaped;
  bool is_at_start = true;
  for (const char c : text) {
    if (is_at_start && (c == '.' || c == '\'')) escaped += "\\&";
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
    is_at_start = c == '\n';
  }
  return escaped;
}

std::string page_name(const std::string& path) {
  std::string name = path;
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string option_entry(const CLI::Option& option) {
  std::string entry = ".TP\n\\fB" + roff(option.get_name(false, true)) + "\\fR";
  if (option.get_type_size() > 0) entry += " \\fI" + roff(option.get_type_name()) + "\\fR";
  entry += '\n' + roff(option.get_description());
  if (!option.get_default_str().empty())
    entry += " Default: " + roff(option.get_default_str()) + ".";
  if (option.get_required()) entry += " Required.";
  if (!option.get_envname().empty()) entry += " Variable: " + roff(option.get_envname()) + ".";
  return entry + '\n';
}

/// A text of several lines as it is: a paragraph without filling.
std::string verbatim(const std::string& text) {
  return text.empty() ? text : ".nf\n" + roff(text) + "\n.fi\n";
}

std::string page(const CLI::App& app, const std::string& path) {
  const Commands commands = visible_commands(app);
  std::string text = ".TH " + roff(page_name(path)) + " 1 \"\" \"Gormic BI " +
                     std::string{version()} + "\" \"Gormic BI\"\n";
  text += ".SH NAME\n" + roff(page_name(path)) + " \\- " + roff(app.get_description()) + '\n';
  text += ".SH SYNOPSIS\n.B " + roff(path) + "\n[\\fIOPTIONS\\fR]" +
          (commands.empty() ? "" : " \\fICOMMAND\\fR") + '\n';
  text += ".SH OPTIONS\n";
  for (const CLI::Option* option : app.get_options()) text += option_entry(*option);
  if (!commands.empty()) text += ".SH COMMANDS\n";
  for (const CLI::App* command : commands) {
    text += ".TP\n\\fB" + roff(command->get_name()) + "\\fR\n" + roff(command->get_description()) +
            " See \\fB" + roff(page_name(path + " " + command->get_name())) + "\\fR(1).\n";
  }
  if (!app.get_footer().empty()) text += ".SH NOTES\n" + verbatim(app.get_footer());
  return text;
}

void write_pages(const CLI::App& app, const std::string& path,
                 const std::filesystem::path& folder) {
  write_file(folder / (page_name(path) + ".1"), page(app, path));
  for (const CLI::App* command : visible_commands(app))
    write_pages(*command, path + " " + command->get_name(), folder);
}

/// Writes what the help texts of `root` and its commands say for other readers, below `folder`:
/// a page per command for man(1) as man1/gormic-bi-COMMAND.1, and the completions of bash and zsh
/// as completions/gormic-bi and completions/_gormic-bi.
void write_manual(const CLI::App& root, const std::filesystem::path& folder) {
  write_pages(root, root.get_name(), folder / "man1");
  write_file(folder / "completions" / "gormic-bi", bash_completion(root));
  write_file(folder / "completions" / "_gormic-bi", zsh_completion(root));
}

}  // namespace

void add_manual(CLI::App& root, ManualSettings& settings, Action& action) {
  CLI::App* command =
      root.add_subcommand("manual", "Write the pages for man and the completions of bash and zsh");
  command->group("");  // not listed
  command->add_option("--folder", settings.folder, "Where to write them")->required();
  command->final_callback([&] {
    action = [&] {
      write_manual(root, settings.folder);
      return 0;
    };
  });
}

}  // namespace app
