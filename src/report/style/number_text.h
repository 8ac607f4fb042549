#pragma once

#include <string>

#include "source/sql/value_reader.h"

namespace report {

/// "-0:01:30.5", of a negative number, with all its digits: Excel shows no negative times.
[[nodiscard]] std::string format_negative_duration(source::Number seconds);

}  // namespace report
