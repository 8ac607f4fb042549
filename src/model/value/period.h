#pragma once

#include <optional>
#include <string_view>

#include "base/message.h"
#include "model/value/evaluation_context.h"
#include "model/value/value.h"

namespace model {

/// The whole days that a text names, in western digits: "2026-01-31" itself; an interval
/// "2026-01-01/2026-01-31" (ISO 8601); by Umm al-Qura "hijri:1447", "hijri:1447-09",
/// "hijri:1447-09-01" and intervals of these, "hijri:1447-09-01/hijri:1447-09-10", the prefix in
/// any case; and, where today is known, its words: today, yesterday, tomorrow; this, last and next
/// before Week (from the organization's first day), Month, Quarter, Year, HijriMonth and HijriYear;
/// those units before ToDate, as in yearToDate; last30Days, which end today, and next30Days, which
/// begin today. Absent for anything else, and for Hijri days outside of the published years.
[[nodiscard]] std::optional<DateRange> parse_period(std::string_view text,
                                                    const EvaluationContext& context);

/// Why a text that is to name Hijri days names none; absent where it is to name others.
[[nodiscard]] std::optional<base::Message> hijri_error(std::string_view text);

/// The word of parse_period() that a text is nearly, "thisQuarter" for "thisQuater"; empty where
/// none is.
[[nodiscard]] std::string_view suggest_period(std::string_view text);

}  // namespace model
