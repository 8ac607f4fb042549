#include "app/command/configuration.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/edit_distance.h"
#include "base/error.h"
#include "base/small_file.h"

namespace app {
namespace {

using base::Message;
using Level = Finding::Level;
using Kind = SettingOrigin::Kind;

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string{separator}) + word;
  return text;
}

/// The command of a section; or null.
CLI::App* find_command(CLI::App& root, const std::vector<std::string>& section) {
  CLI::App* command = &root;
  for (const std::string& name : section) {
    const auto named =
        command->get_subcommands([&](const CLI::App* child) { return child->get_name() == name; });
    if (named.empty()) return nullptr;
    command = named.front();
  }
  return command;
}

/// Whether a file may set it: not --help and no argument without a name.
bool is_file_option(const CLI::Option& option) {
  return option.get_configurable() && !option.get_lnames().empty();
}

/// The option of a key, by its long name; or null where a file may set no such option.
CLI::Option* find_option(CLI::App& command, const std::string& key) {
  CLI::Option* option = command.get_option_no_throw("--" + key);
  return option != nullptr && is_file_option(*option) ? option : nullptr;
}

std::vector<std::string> keys(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    if (is_file_option(*option)) names.push_back(option->get_lnames().front());
  }
  return names;
}

/// The name that was probably meant; empty if none is similar.
std::string nearest(std::string_view name, const std::vector<std::string>& names) {
  constexpr std::size_t kMaxLength = 64;
  if (names.empty() || name.size() > kMaxLength) return {};
  const auto distance = [&](const std::string& known) { return base::edit_distance(name, known); };
  const std::string& best = *std::ranges::min_element(names, {}, distance);
  return distance(best) <= std::max<std::size_t>(2, name.size() / 3) ? best : std::string{};
}

void collect_sections(const CLI::App& command, const std::string& path,
                      std::vector<std::string>& sections) {
  for (const CLI::App* child : command.get_subcommands({})) {
    sections.push_back(path + child->get_name());
    collect_sections(*child, sections.back() + ".", sections);
  }
}

bool is_writable_by_others(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0;
}

}  // namespace

std::string SettingOrigin::text() const {
  switch (kind) {
    case Kind::kDefault:
      return "default";
    case Kind::kVariable:
    case Kind::kFlag:
      return name;
    case Kind::kFile:
      return name + ":" + std::to_string(line);
  }
  return {};
}

Configuration::Configuration(const std::vector<std::string>& files,
                             const std::vector<std::string>& flags)
    : serve_(*tree_.root().get_subcommand("serve")) {
  read_environment();
  for (const std::string& file : files) read_file(file);
  read_flags(flags);
  require_options();
}

void Configuration::add_error(const std::string& subject, Message message) {
  const bool is_known = std::ranges::any_of(findings_, [&](const Finding& finding) {
    return finding.subject == subject && finding.message == message;
  });
  if (!is_known) findings_.push_back({Level::kError, subject, std::move(message)});
}

void Configuration::read_environment() {
  read_variables(tree_.root());
  const std::vector<std::string> known = tree_.variables();
  for (const std::string& name : unknown_variables(known)) {
    const std::string near = nearest(name, known);
    add_error(name, near.empty() ? Message{"app.config_unknown_variable"}
                                 : Message{"app.config_similar_variable", {{"nearest", near}}});
  }
}

void Configuration::read_variables(CLI::App& command) {
  for (CLI::Option* option : command.get_options([](const CLI::Option*) { return true; })) {
    const std::string name = option->get_envname();
    const char* value =
        name.empty() || !option->get_configurable() ? nullptr : std::getenv(name.c_str());
    if (value != nullptr && *value != '\0')
      set(*option, {value}, {.kind = Kind::kVariable, .name = name});
  }
  for (CLI::App* child : command.get_subcommands([](const CLI::App*) { return true; }))
    read_variables(*child);
}

void Configuration::read_file(const std::string& file) {
  const auto bytes = base::read_small_file(file);
  if (!bytes) {
    has_unread_file_ = true;
    return add_error(file, Message{"app.config_unreadable"});
  }
  if (is_writable_by_others(file)) add_error(file, Message{"app.config_writable"});
  try {
    std::map<std::pair<std::vector<std::string>, std::string>, std::size_t> lines;
    for (const ConfigFile::Entry& entry : ConfigFile{}.entries(*bytes)) {
      const auto [first, is_new] = lines.emplace(std::pair{entry.section, entry.key}, entry.line);
      if (is_new) {
        read_entry(file, entry);
      } else {
        add_error(
            file + ":" + std::to_string(entry.line),
            Message{"app.config_twice",
                    {{"key", entry.key}, {"line", static_cast<std::int64_t>(first->second)}}});
      }
    }
  } catch (const base::Error& error) {
    add_error(file, Message{"app.config_refused", {{"reason", error.what()}}});
  }
}

void Configuration::read_entry(const std::string& file, const ConfigFile::Entry& entry) {
  CLI::App* command = find_command(tree_.root(), entry.section);
  CLI::Option* option = command == nullptr ? nullptr : find_option(*command, entry.key);
  if (option == nullptr) return report_unknown(file, entry);
  SettingOrigin origin{.kind = Kind::kFile, .name = file, .line = entry.line};
  if (option->get_expected_min() != 0) return set(*option, entry.values, std::move(origin));
  const std::string flag = ConfigFile{}.to_flag({entry.section, entry.key, entry.values});
  set(*option, {option->get_flag_value(entry.key, flag)}, std::move(origin));
}

void Configuration::report_unknown(const std::string& file, const ConfigFile::Entry& entry) {
  const std::string subject = file + ":" + std::to_string(entry.line);
  const std::string section = joined(entry.section, ".");
  CLI::App* command = find_command(tree_.root(), entry.section);
  if (command == nullptr) {
    std::vector<std::string> sections;
    collect_sections(tree_.root(), "", sections);
    const std::string near = nearest(section, sections);
    return add_error(subject, near.empty()
                                  ? Message{"app.config_unknown_section", {{"section", section}}}
                                  : Message{"app.config_similar_section",
                                            {{"section", section}, {"nearest", near}}});
  }
  if (section.empty() && find_option(serve_, entry.key) != nullptr) {
    return add_error(subject, Message{"app.config_above_section", {{"key", entry.key}}});
  }
  const std::string near = nearest(entry.key, keys(*command));
  add_error(subject, near.empty() ? Message{"app.config_unknown_key", {{"key", entry.key}}}
                                  : Message{"app.config_similar_key",
                                            {{"key", entry.key}, {"nearest", near}}});
}

void Configuration::read_flags(const std::vector<std::string>& flags) {
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::string& word = flags[i];
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    CLI::Option* option = name.starts_with("--") ? find_option(serve_, name.substr(2)) : nullptr;
    if (option == nullptr) {
      add_error(word, Message{"app.config_unknown_key", {{"key", name}}});
      continue;
    }
    std::vector<std::string> values;
    if (equals != std::string::npos) {
      values.push_back(word.substr(equals + 1));
    } else {
      while (i + 1 < flags.size() && !flags[i + 1].starts_with("--")) values.push_back(flags[++i]);
    }
    set(*option, values, {.kind = Kind::kFlag, .name = name});
  }
}

void Configuration::set(CLI::Option& option, const std::vector<std::string>& values,
                        SettingOrigin origin) {
  const std::vector<std::string> before = option.results();
  try {
    option.clear();
    for (const std::string& value : values) option.add_result(value);
    option.run_callback();
    origins_[&option] = std::move(origin);
  } catch (const CLI::ParseError& error) {
    option.clear();
    for (const std::string& value : before) option.add_result(value);
    add_error(origin.text(), Message{"app.config_bad_value",
                                     {{"key", option.get_name()},
                                      {"value", joined(values, ", ")},
                                      {"reason", error.what()}}});
  }
}

void Configuration::require_options() {
  if (has_unread_file_) return;  // it may set them
  for (const CLI::Option* option : serve_.get_options()) {
    if (!option->get_required() || option->count() > 0) continue;
    const std::string& key = option->get_lnames().front();
    add_error("[serve]", Message{"app.config_missing_key", {{"key", key}}});
  }
}

SettingOrigin Configuration::origin(const std::string& key) const {
  const auto known = origins_.find(find_option(serve_, key));
  return known == origins_.end() ? SettingOrigin{} : known->second;
}

std::vector<Configuration::Section> Configuration::sections() const {
  std::vector<Section> all{{.name = "serve", .settings = settings(serve_)}};
  const CLI::App& root = tree_.root();
  for (const CLI::App* command : root.get_subcommands({})) {
    if (command != &serve_) collect_settings(*command, command->get_name(), all);
  }
  return all;
}

void Configuration::collect_settings(const CLI::App& command, const std::string& name,
                                     std::vector<Section>& sections) const {
  Section section{.name = name, .settings = settings(command)};
  if (!section.settings.empty()) sections.push_back(std::move(section));
  for (const CLI::App* child : command.get_subcommands({}))
    collect_settings(*child, name + "." + child->get_name(), sections);
}

std::vector<Configuration::Setting> Configuration::settings(const CLI::App& command) const {
  std::vector<Setting> settings;
  for (const CLI::Option* option : command.get_options()) {
    const auto origin = origins_.find(option);
    const bool is_set = origin != origins_.end();
    if (!is_file_option(*option) || (!is_set && &command != &serve_)) continue;
    Setting setting{.key = option->get_lnames().front(),
                    .values = option->results(),
                    .origin = is_set ? origin->second : SettingOrigin{}};
    const std::string standard = option->get_default_str();
    if (!is_set && !standard.empty()) setting.values = {standard};
    settings.push_back(std::move(setting));
  }
  return settings;
}

}  // namespace app
