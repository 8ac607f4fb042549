#pragma once

#include <chrono>
#include <stop_token>

namespace base {

/// Blocks the calling thread until the time has passed, or until `stop` is requested: then false.
/// Thread-safe.
bool sleep_unless_stopped(std::chrono::milliseconds time, const std::stop_token& stop);

}  // namespace base
