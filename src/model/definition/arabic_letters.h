#pragma once

#include <cstddef>
#include <string_view>

namespace model {

/// Prefixes and endings of Arabic words. Each letter has two bytes.
inline constexpr std::size_t kArabicLetter = 2;
inline constexpr std::string_view kArticle = "\u0627\u0644";
inline constexpr std::string_view kBy = " \u0628";  // joined with the next word
inline constexpr std::string_view kFeminineEnding = "\u0629";
inline constexpr std::string_view kFemininePlural = "\u0627\u062a";
inline constexpr std::string_view kPeoplePlural = "\u0648\u0646";

}  // namespace model
