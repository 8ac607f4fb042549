#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <string>

#include "workbook/deflate/compression.h"

namespace app {

/// The environment variable of an option: GORMIC_BI_BASE_URL for "base-url".
[[nodiscard]] std::string environment_variable(std::string name);

/// Adds an option that can be set by a flag, by a key of the configuration file (in the command's
/// section) and by an environment variable.
template <class Value>
CLI::Option* add_option(CLI::App& command, const std::string& name, Value& value,
                        const std::string& description) {
  return command.add_option("--" + name, value, description)->envname(environment_variable(name));
}

/// The same for a whole number of seconds, from 1 to `max`.
void add_seconds(CLI::App& command, const std::string& name, std::chrono::seconds& value,
                 std::int64_t max, const std::string& description);

/// Adds --compression.
void add_compression(CLI::App& command, workbook::Compression& compression);

}  // namespace app
