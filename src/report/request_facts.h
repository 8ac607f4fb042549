#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/localized_report.h"

namespace report {

/// The sheet of one instance is sent to whom it is about: its facts name no other.
enum class FactScope : std::uint8_t { kReport, kInstance };

/// What was asked for, in words, a fact in one text or, as a period in two calendars, in several:
/// the first period, the other parameters, and how policies, the list query and ids limit the rows.
/// A page that has all rows limits none; `rows` is their number, if it is known.
[[nodiscard]] std::vector<std::vector<std::string>> request_facts(
    const LocalizedReport& report, FactScope scope, std::optional<std::int64_t> rows = {});

}  // namespace report
