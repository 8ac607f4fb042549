#pragma once

namespace base {

/// A random number in [0, 1), to spread retries that would otherwise happen at once. Thread-safe.
[[nodiscard]] double random_fraction();

}  // namespace base
