#pragma once

#include <string>
#include <string_view>

#include "base/phrase.h"
#include "language/language.h"

namespace language {

// Currencies by their ISO 4217 code ("SAR"), in capitals. Any thread.

[[nodiscard]] bool is_currency(std::string_view code);
/// Digits behind the point: 2 for SAR, 3 for KWD, 0 for JPY. Two where the code is unknown.
[[nodiscard]] int decimals(std::string_view code);
/// Its sign in prose and titles: ISO code in English, and in Arabic where it has no sign of its
/// own.
[[nodiscard]] base::Phrase currency_sign(std::string_view code);
/// "Saudi Riyal"; the code where it has no name.
[[nodiscard]] std::string currency_name(Language language, std::string_view code);

}  // namespace language
