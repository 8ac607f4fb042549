#include "app/command/completions.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

namespace app {
namespace {

/// What follows a command: "key create" has a path, flags, and no further commands.
struct Word {
  std::string name;  // "create", "--data"
  std::string description;
  std::string choices;    // separated by spaces; empty: any
  bool has_value = true;  // whether another word follows it
};
struct Command {
  std::string path;
  std::vector<Word> commands;
  std::vector<Word> flags;
};

/// The choices of a type name: "TEXT:{ar,en}" and "ENUM:fast or dense".
std::string choices(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t alternative = type.find(" or ");
  std::string names;
  if (open != std::string::npos) {
    names = type.substr(open + 1, type.find('}', open) - open - 1);
    std::ranges::replace(names, ',', ' ');
  } else if (alternative != std::string::npos) {
    const std::size_t begin = type.find(':') + 1;
    names = type.substr(begin, alternative - begin) + type.substr(alternative + 3);
  }
  return names;
}

void collect(const CLI::App& app, const std::string& path, std::vector<Command>& all) {
  Command command{path, {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty()) continue;
    command.flags.push_back({"--" + option->get_lnames().front(), option->get_description(),
                             choices(option->get_type_name()), option->get_type_size() > 0});
  }
  const auto visible =
      app.get_subcommands([](const CLI::App* child) { return !child->get_group().empty(); });
  for (const CLI::App* child : visible)
    command.commands.push_back({child->get_name(), child->get_description(), {}, false});
  all.push_back(std::move(command));
  for (const CLI::App* child : visible)
    collect(*child, path.empty() ? child->get_name() : path + " " + child->get_name(), all);
}

std::vector<Command> commands_of(const CLI::App& root) {
  std::vector<Command> all;
  collect(root, "", all);
  return all;
}

/// In single quotes, for bash and zsh.
std::string in_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string names(const std::vector<Word>& words) {
  std::string list;
  for (const Word& word : words) list += (list.empty() ? "" : " ") + word.name;
  return list;
}

/// Lines of a `case` that finds the command among the words before the current one.
std::string command_cases(const std::vector<Command>& all) {
  std::string lines;
  for (const Command& command : all) {
    for (const Word& child : command.commands) {
      lines += "      " + in_quotes(command.path + " " + child.name) + ") command=" +
               in_quotes(command.path.empty() ? child.name : command.path + " " + child.name) +
               " ;;\n";
    }
  }
  return lines;
}

/// Lines of a `case` over the command and the word before the current one, where that is a flag
/// with a value: `choose` is a line for choices, `file` one for any value.
std::string value_cases(const std::vector<Command>& all,
                        const std::function<std::string(const std::string&)>& choose,
                        const std::string& file) {
  std::string lines;
  for (const Command& command : all) {
    for (const Word& flag : command.flags) {
      if (!flag.has_value) continue;
      lines += "    " + in_quotes(command.path + " " + flag.name) + ") " +
               (flag.choices.empty() ? file : choose(flag.choices)) + "; return ;;\n";
    }
  }
  return lines;
}

std::string described(const std::vector<Word>& words) {
  std::string list;
  for (const Word& word : words) {
    std::string text = word.description;
    std::erase(text, ':');  // separates the two parts for _describe
    list += " " + in_quotes(word.name + ":" + text);
  }
  return list;
}

}  // namespace

std::string bash_completion(const CLI::App& root) {
  const std::vector<Command> all = commands_of(root);
  std::string script =
      "# bash completion of gormic-bi, made by it\n"
      "_gormic_bi() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} command= word\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$command $word\" in\n" +
      command_cases(all) +
      "    esac\n"
      "  done\n"
      "  case \"$command ${COMP_WORDS[COMP_CWORD-1]}\" in\n" +
      value_cases(
          all,
          [](const std::string& of) {
            return "mapfile -t COMPREPLY < <(compgen -W " + in_quotes(of) + " -- \"$current\")";
          },
          "compopt -o default; COMPREPLY=()") +
      "  esac\n"
      "  local words=\n"
      "  case $command in\n";
  for (const Command& command : all) {
    script += "    " + in_quotes(command.path) +
              ") words=" + in_quotes(names(command.commands) + " " + names(command.flags)) +
              " ;;\n";
  }
  return script +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -F _gormic_bi gormic-bi\n";
}

std::string zsh_completion(const CLI::App& root) {
  const std::vector<Command> all = commands_of(root);
  std::string script =
      "#compdef gormic-bi\n"
      "local command= word\n"
      "local -a commands flags\n"
      "for word in ${words[2,CURRENT-1]}; do\n"
      "    case \"$command $word\" in\n" +
      command_cases(all) +
      "    esac\n"
      "done\n"
      "case \"$command ${words[CURRENT-1]}\" in\n" +
      value_cases(
          all, [](const std::string& of) { return "compadd -- " + of; }, "_files") +
      "esac\n"
      "case $command in\n";
  for (const Command& command : all) {
    script += "    " + in_quotes(command.path) + ")\n      commands=(" +
              described(command.commands) + " )\n      flags=(" + described(command.flags) +
              " ) ;;\n";
  }
  return script +
         "esac\n"
         "if [[ $PREFIX == -* ]]; then _describe -t flags flag flags; else _describe -t commands "
         "command commands; fi\n";
}

}  // namespace app
