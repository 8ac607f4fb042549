#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/log.h"
#include "server/codec.h"
#include "base/descriptor.h"

namespace server {

/// Where to listen. Port 0 takes a free one.
struct Address {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
};

/// The listening socket and the threads that serve its connections, one each. Made and destroyed by
/// one thread; in between nobody calls it but for url() and stop().
class Listener {
 public:
  /// Binds, so that clients may connect and wait, or throws. `handler` and `log` must outlive it.
  Listener(const Address& address, const Handler& handler, base::Log& log);
  /// Stops, lets answers under way finish, and joins.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// "http://127.0.0.1:8080", with the port that was bound.
  [[nodiscard]] const std::string& url() const { return url_; }

  /// Begins to answer, and logs one line `listening url=...`.
  void start();
  /// Accepts nothing more and ends idle connections. Returns at once.
  void stop();

 private:
  struct Arrival {
    base::Descriptor socket;
    std::string peer;
  };

  void accept_connections();
  void accept_one();
  void serve_connections();
  [[nodiscard]] bool wait_for(Arrival& arrival);

  const Handler& handler_;
  base::Log& log_;
  const base::Descriptor socket_;
  const base::Descriptor wake_;  // readable once stop() was called
  const std::string url_;
  std::stop_source stop_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Arrival> waiting_;  // protected by mutex_
  bool is_stopping_ = false;     // protected by mutex_

  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace server
