#pragma once

#include <optional>
#include <string_view>

#include "base/message.h"
#include "model/value/evaluation_context.h"
#include "model/value/value.h"

namespace model {

/// Parses a period of whole days, written with western digits:
/// - a day "2026-01-31" or an interval "2026-01-01/2026-01-31" (ISO 8601);
/// - in the Umm al-Qura calendar "hijri:1447", "hijri:1447-09", "hijri:1447-09-01", and intervals
/// of
///   these, "hijri:1447-09-01/hijri:1447-09-10", with the prefix in any case;
/// - if the context knows today: today, yesterday, tomorrow; this, last or next followed by Week
///   (from the organization's first day), Month, Quarter, Year, HijriMonth or HijriYear; these
///   units followed by ToDate, as in yearToDate; last30Days, which ends today; next30Days, which
///   begins today.
/// Absent for anything else, and for Hijri days outside the published years.
[[nodiscard]] std::optional<DateRange> parse_period(std::string_view text,
                                                    const EvaluationContext& context);

/// Why a text with the prefix "hijri:" is not a period. Absent if it is one or has no such prefix.
[[nodiscard]] std::optional<base::Message> hijri_error(std::string_view text);

/// The word of parse_period() that is similar to a text: "thisQuarter" for "thisQuater". Empty if
/// no word is similar.
[[nodiscard]] std::string_view suggest_period(std::string_view text);

}  // namespace model
