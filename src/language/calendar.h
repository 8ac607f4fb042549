#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/message.h"
#include "language/language.h"
#include "language/umm_al_qura.h"

namespace language {

/// "1446/07/01": the text of a cell, which sorts as the dates do.
[[nodiscard]] std::string format_hijri(const HijriDate& date);

/// "1 January 2025", "1 Rajab 1446", in Arabic with its month names and western digits; for prose.
[[nodiscard]] std::string format_long_date(Language language, std::chrono::year_month_day date);
[[nodiscard]] std::string format_long_date(Language language, const HijriDate& date);

/// "Period: 1 January 2025 to 31 March 2025", or of one day. The message is to be read in
/// `language`.
[[nodiscard]] base::Message period_message(Language language, std::chrono::year_month_day from,
                                           std::chrono::year_month_day to);
/// The same days by Umm al-Qura; absent where one of them is.
[[nodiscard]] std::optional<base::Message> hijri_period_message(Language language,
                                                                std::chrono::year_month_day from,
                                                                std::chrono::year_month_day to);

}  // namespace language
