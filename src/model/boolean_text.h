#pragma once

#include <array>
#include <string_view>

namespace model {

// How databases that have no booleans write them, in small letters or capitals: what a cell shows
// as Yes and No, and what filters take for true and false.
inline constexpr std::array<std::string_view, 5> kTrueTexts{"1", "t", "true", "y", "yes"};
inline constexpr std::array<std::string_view, 5> kFalseTexts{"0", "f", "false", "n", "no"};

}  // namespace model
