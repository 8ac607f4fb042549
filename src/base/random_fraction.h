#pragma once

namespace base {

/// A number of [0, 1), each time another: what many do at once is spread by it. Any thread.
[[nodiscard]] double random_fraction();

}  // namespace base
