#pragma once

#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "base/error.h"

namespace base {

/// Starts a thread. Throws TransientError when the system has none left, where the constructor of
/// std::jthread throws std::system_error.
template <class Work>
[[nodiscard]] std::jthread start_thread(Work&& work) {
  try {
    return std::jthread(std::forward<Work>(work));
  } catch (const std::system_error& error) {
    throw TransientError(std::string{"start a thread: "} + error.what(), Message{"base.no_thread"});
  }
}

}  // namespace base
