#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/message.h"
#include "language/language.h"
#include "language/umm_al_qura.h"

namespace language {

/// "1446/07/01": the text of a cell, which sorts as dates do.
[[nodiscard]] std::string format_hijri(const HijriDate& date);

/// "1 January 2025", "1 Rajab 1446", for prose; in Arabic with Arabic month names and western
/// digits.
[[nodiscard]] std::string format_long_date(Language language, std::chrono::year_month_day date);
[[nodiscard]] std::string format_long_date(Language language, const HijriDate& date);

/// "Rajab", in the form that dates have; `month` is 1 to 12.
[[nodiscard]] std::string hijri_month_name(Language language, int month);

/// "Period: 1 January 2025 to 31 March 2025", or the form for one day. The arguments are in
/// `language`.
[[nodiscard]] base::Message period_message(Language language, std::chrono::year_month_day from,
                                           std::chrono::year_month_day to);
/// The same period in the Umm al-Qura calendar; absent where one of the days has no Hijri date.
[[nodiscard]] std::optional<base::Message> hijri_period_message(Language language,
                                                                std::chrono::year_month_day from,
                                                                std::chrono::year_month_day to);

}  // namespace language
