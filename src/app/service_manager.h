#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/net/listener.h"

namespace app {

/// The service manager that started the process, such as systemd: it is told what the process does
/// (sd_notify(3)) and may have opened the sockets to listen on (sd_listen_fds(3)). Without one,
/// every call does nothing. Not thread-safe, except for alive().
class ServiceManager {
 public:
  /// Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, and removes them from the environment.
  /// No other thread may run yet.
  ServiceManager();

  /// The process serves. `status` is one line for `systemctl status`.
  void ready(std::string_view status) const;
  /// The process reads its files again; ready() follows.
  void reloading() const;
  void stopping() const;
  /// To be called at least once per watchdog_interval(), or the process is restarted.
  void alive() const;
  [[nodiscard]] std::optional<std::chrono::microseconds> watchdog_interval() const {
    return watchdog_interval_;
  }

 private:
  void send(const std::string& state) const;

  std::string socket_;  // empty: no service manager
  std::optional<std::chrono::microseconds> watchdog_interval_;
};

/// The listening sockets of LISTEN_FDS and LISTEN_PID, which are removed from the environment.
/// Empty if there are none. Throws base::Error for a descriptor that is no listening TCP socket.
[[nodiscard]] std::vector<server::Address> inherited_addresses();

/// Tells the service manager, at least twice per watchdog interval, that the process is alive, as
/// long as `is_responsive` says so.
class Watchdog {
 public:
  /// `manager` must outlive it. `is_responsive` is called in a thread of its own.
  Watchdog(const ServiceManager& manager, std::function<bool()> is_responsive);

 private:
  std::jthread thread_;
};

}  // namespace app
