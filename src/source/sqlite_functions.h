#pragma once

#include <string>
#include <string_view>

#include "database/connection.h"
#include "language/language.h"
#include "language/zone.h"

namespace source {

// What the SQLite dialect writes and SQLite does not have.

/// Of a text: language::fold().
inline constexpr std::string_view kFoldFunction = "gormic_fold";
/// Of a moment as databases spell it, with an offset or without: its wall time in the session's
/// zone as moment_text(); NULL for what is none.
inline constexpr std::string_view kMomentFunction = "gormic_moment";
/// Of a text: the seconds that read_duration() has (source/duration.h), as digits; NULL for none.
inline constexpr std::string_view kDurationFunction = "gormic_duration";
/// The collation of a language.
[[nodiscard]] const char* collation_name(language::Language language);

/// "2026-01-31 08:05:09.250000"
[[nodiscard]] std::string moment_text(language::WallTime moment);

/// Makes them known to a connection; moments are those of `time_zone`.
void define_functions(database::Connection& connection, const language::Zone& time_zone);

}  // namespace source
