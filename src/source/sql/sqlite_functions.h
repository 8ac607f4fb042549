#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "language/language.h"
#include "language/time_zone.h"

namespace source {

// SQL functions that the SQLite dialect calls and SQLite does not have: they read a column's values
// as cells do (source/sql/value_reader.h). Each accepts a value of any storage class and returns
// NULL where it is empty or undecided.

/// The value as text.
inline constexpr std::string_view kTextFunction = "gormic_text";
/// 1 where the value is empty, else 0.
inline constexpr std::string_view kEmptyFunction = "gormic_is_empty";
/// (value, is_whole, minor_scale, rounding): a BLOB that sorts as numbers do; a rounding of -1
/// means none.
inline constexpr std::string_view kNumberFunction = "gormic_number";
/// (value, currency, is_minor, decimals): the same for an amount in its row's currency; decimals of
/// -1 mean the currency's.
inline constexpr std::string_view kMoneyFunction = "gormic_money";
/// 1 or 0.
inline constexpr std::string_view kTruthFunction = "gormic_truth";
/// "2026-01-31"
inline constexpr std::string_view kDayFunction = "gormic_day";
/// "2026-01-31 08:05:09"
inline constexpr std::string_view kMomentFunction = "gormic_moment";
/// "08:05:09"
inline constexpr std::string_view kTimeFunction = "gormic_time";
/// A BLOB that sorts as numbers do.
inline constexpr std::string_view kSecondsFunction = "gormic_seconds";
/// (result, value, slot): returns `result`, which one of the above made of `value`, and sets the
/// slot where the value is undecided.
inline constexpr std::string_view kUndecidedFunction = "gormic_noted";
/// (text): language::fold_for_search().
inline constexpr std::string_view kFoldFunction = "gormic_fold";
/// The name of a language's collation.
[[nodiscard]] const char* collation_name(language::Language language);

/// Defines the functions and collations for a connection; moments are in `time_zone`. `undecided`
/// has an element for each slot, which is set where an undecided value is met. It must outlive the
/// connection's statements.
void define_functions(database::Connection& connection, const language::TimeZone& time_zone,
                      std::vector<bool>& undecided);

}  // namespace source
