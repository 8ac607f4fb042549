#pragma once

#include <span>
#include <string_view>

#include "base/message.h"

namespace job {

/// A message that may be a warning of an answer, and the code that programs know it by.
struct WarningCode {
  std::string_view message_key;  // its key: may be renamed
  std::string_view code;         // part of the API: never changes
};

/// The code of every warning that is sent, of submits and of finished reports. assets/docs has what
/// they mean.
[[nodiscard]] std::span<const WarningCode> warning_codes();

/// "CELLS_CUT"; kNoWarningCode of a message that has no row in the table.
[[nodiscard]] std::string_view warning_code(const base::Message& message);

inline constexpr std::string_view kNoWarningCode = "OTHER";

}  // namespace job
