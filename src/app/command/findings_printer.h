#pragma once

#include <string>
#include <string_view>

#include "app/finding.h"
#include "json/value.h"

namespace app {

/// A line for each finding: "WARNING  source erp: It ...". `lang` is ar or en.
[[nodiscard]] std::string as_text(const Findings& findings, std::string_view lang);
/// [{"level": "warning", "subject": "source erp", "message": "It ..."}]
[[nodiscard]] json::Value as_json(const Findings& findings, std::string_view lang);

[[nodiscard]] bool has_level(const Findings& findings, Finding::Level level);

}  // namespace app
