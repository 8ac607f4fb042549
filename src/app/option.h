#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <string>

namespace app {

using Action = std::function<int()>;

/// The environment variable of an option: "--base-url" is GORMIC_BI_BASE_URL.
[[nodiscard]] std::string environment_variable(std::string name);

/// An option that is a flag, a key of the configuration file (in the command's section) and an
/// environment variable at once.
template <class Value>
CLI::Option* add_option(CLI::App& command, const std::string& name, Value& value,
                        const std::string& description) {
  return command.add_option("--" + name, value, description)->envname(environment_variable(name));
}

/// The same for a whole number of seconds, from 1 to `max`.
void add_seconds(CLI::App& command, const std::string& name, std::chrono::seconds& value,
                 std::int64_t max, const std::string& description);

// The options and commands of single subjects, by `root` or `command` that they are added to.
struct AuditSettings;
struct KeySettings;
struct ServeSettings;
void add_network(CLI::App& command, ServeSettings& settings);
void add_key(CLI::App& root, KeySettings& settings, Action& action);
void add_link(CLI::App& root, KeySettings& settings, Action& action);
void add_audit(CLI::App& root, AuditSettings& settings, Action& action);

}  // namespace app
