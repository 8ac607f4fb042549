#pragma once

#include <span>
#include <string_view>

#include "base/message.h"

namespace job {

/// A message that may be sent as a warning, and the code by which programs recognize it.
struct WarningCode {
  std::string_view message_key;  // may be renamed
  std::string_view code;         // part of the API: never changes
};

/// The codes of all warnings, of submits and of finished reports. assets/docs says what they mean.
[[nodiscard]] std::span<const WarningCode> warning_codes();

/// "CELLS_CUT"; kNoWarningCode for a message that is not in the table.
[[nodiscard]] std::string_view warning_code(const base::Message& message);

inline constexpr std::string_view kNoWarningCode = "OTHER";

}  // namespace job
