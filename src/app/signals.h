#pragma once

namespace app {

/// SIGINT and SIGTERM as a thing to wait for. Made before any other thread, so that they inherit
/// that the signals are held back, and none of them is interrupted. SIGPIPE is ignored.
class Signals {
 public:
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Until one of them comes.
  void wait() const;
  /// From now on the next one ends the process at once.
  void die_at_the_next() const;
};

}  // namespace app
