#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.h"
#include "language/language.h"

namespace app {

// Readers for the JSON files of assets/demo/. They throw base::Error for a missing member.

/// Parses a file by its name in assets/demo/: "branches.json".
[[nodiscard]] json::Value demo_file(std::string_view name);

[[nodiscard]] const json::Value::Array& demo_elements(const json::Value& list);
[[nodiscard]] std::vector<language::Localized> demo_names(const json::Value& object,
                                                          std::string_view member);
[[nodiscard]] std::vector<std::string> demo_texts(const json::Value& list);

[[nodiscard]] const json::Value& demo_member(const json::Value& object, std::string_view member);
[[nodiscard]] language::Localized demo_name(const json::Value& pair);
[[nodiscard]] std::string demo_text(const json::Value& object, std::string_view member);
[[nodiscard]] std::int64_t demo_integer(const json::Value& object, std::string_view member);

}  // namespace app
