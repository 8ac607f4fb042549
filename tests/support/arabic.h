#pragma once

#include <string>
#include <string_view>

#include "json/value.h"

/// The real Arabic of the tests, a section of tests/data/arabic.json.
[[nodiscard]] const json::Value& arabic(std::string_view section);
/// One text of a section.
[[nodiscard]] std::string arabic(std::string_view section, std::string_view name);
