#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "language/language.h"
#include "language/time_zone.h"

namespace source {

// What the SQLite dialect writes and SQLite does not have: a column's values as cells have them
// (source/sql/value_reader.h). Each function is of a value of any storage class, and NULL where it
// is empty or undecided.

/// The value as a text.
inline constexpr std::string_view kTextFunction = "gormic_text";
/// 1 where the value is empty, else 0.
inline constexpr std::string_view kEmptyFunction = "gormic_is_empty";
/// (value, is_whole, minor_scale, rounding): a BLOB in the order of numbers; a rounding of -1 is
/// none.
inline constexpr std::string_view kNumberFunction = "gormic_number";
/// (value, currency, is_minor, decimals): the same of an amount in the currency of its row;
/// decimals of -1 are the currency's.
inline constexpr std::string_view kMoneyFunction = "gormic_money";
/// 1 or 0.
inline constexpr std::string_view kTruthFunction = "gormic_truth";
/// "2026-01-31"
inline constexpr std::string_view kDayFunction = "gormic_day";
/// "2026-01-31 08:05:09"
inline constexpr std::string_view kMomentFunction = "gormic_moment";
/// "08:05:09"
inline constexpr std::string_view kTimeFunction = "gormic_time";
/// A BLOB, as of numbers.
inline constexpr std::string_view kSecondsFunction = "gormic_seconds";
/// (result, value, slot): the result of one of the above, and a note where it is undecided.
inline constexpr std::string_view kUndecidedFunction = "gormic_noted";
/// Of a text: language::fold_for_search().
inline constexpr std::string_view kFoldFunction = "gormic_fold";
/// The collation of a language.
[[nodiscard]] const char* collation_name(language::Language language);

/// Makes them known to a connection; moments are those of `time_zone`. `undecided` has a place for
/// each slot, must outlive the connection's statements and is set where undecided values were met.
void define_functions(database::Connection& connection, const language::TimeZone& time_zone,
                      std::vector<bool>& undecided);

}  // namespace source
