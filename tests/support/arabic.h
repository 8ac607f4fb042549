#pragma once

#include <string>
#include <string_view>

#include "json/value.h"

/// A section of tests/data/arabic.json, the real Arabic texts of the tests.
[[nodiscard]] const json::Value& arabic(std::string_view section);
/// One text of a section.
[[nodiscard]] std::string arabic(std::string_view section, std::string_view name);
/// Whether the text has an Arabic letter.
[[nodiscard]] bool has_arabic(std::string_view text);
