#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "server/http/limits.h"
#include "server/net/connection.h"
#include "server/net/eviction_queue.h"
#include "server/net/handler_threads.h"
#include "server/net/listener.h"
#include "server/net/loop_mailbox.h"
#include "server/net/poller.h"
#include "server/net/suspended_requests.h"
#include "server/net/timer_queue.h"
#include "server/net/tls.h"

namespace server {

/// What guards the socket: one thread that owns every connection, every byte in and out of it and
/// every deadline, so that no client can hold up another. Whole requests go to the crew and come
/// back as answers. Made and destroyed by one thread; ring(), renew(), stop() and url() are
/// anybody's.
class EventLoop {
 public:
  /// Binds, so that clients may connect and wait, or throws. `handler` and `log` must outlive it.
  /// `tls`: every address speaks it.
  EventLoop(const std::vector<Address>& addresses, const Handler& handler, base::Log& log,
            const Limits& limits = {}, std::optional<Tls::Files> tls = {});
  /// Stops, lets what is in flight finish (Limits::stop), and joins.
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Of the first address: "http://127.0.0.1:8080", with the port that was bound; "https" with TLS.
  [[nodiscard]] const std::string& url() const { return url_; }

  /// Begins to answer, and logs a line `listening url=...` for each address.
  void start();
  /// Accepts nothing more and ends idle connections. Returns at once.
  void stop();
  /// Looks for a renewed certificate, as each new connection does. Returns at once.
  void reload_certificates() { mailbox_.reload_certificates(); }
  /// Has the requests that paused for this topic (Pause) asked again; "" is every topic. Rings are
  /// numbered upwards from 1 and come in their order.
  void notify(std::uint64_t sequence, std::string_view topic);

 private:
  using Clock = std::chrono::steady_clock;

  struct ConnectionEntry {
    ConnectionEntry(std::unique_ptr<Transport> transport, std::string peer, const Limits& limits,
                    Clock::time_point now)
        : connection(std::move(transport), std::move(peer), limits, now) {}

    Connection connection;
    std::uint32_t interest = 0;                                 // as the poller knows it
    Clock::time_point scheduled_at = Clock::time_point::max();  // as timers_ has it
    std::size_t bytes = 0;        // of memory, as total_bytes_ counts them
    bool is_handshaking = false;  // as handshakes_ counts them
    // While its request is suspended.
    std::optional<Exchange> suspended = {};
    Clock::time_point resume_at = Clock::time_point::max();
    bool is_resume_due = false;  // the route is asked again as soon as all is sent
  };
  using ConnectionIter = std::map<std::uint64_t, ConnectionEntry>::iterator;

  void run();
  [[nodiscard]] bool is_done() const;
  [[nodiscard]] Clock::time_point next_wakeup() const;

  [[nodiscard]] std::string url_of(const Listener& listener) const;
  void accept_all(const Listener& listener);
  void add_connection(Listener::AcceptedSocket accepted);
  void watch_listeners();
  [[nodiscard]] bool evict_longest_waiting();
  [[nodiscard]] bool evict(EvictionQueue& queue, bool only_handshakes);

  void handle(const Poller::Ready& ready);
  void handle(LoopMailbox::Batch batch);
  void on_timer(std::uint64_t id);
  void begin_shutdown();

  void on_response(HandlerThreads::Task task);
  void suspend(ConnectionIter iter, Exchange exchange, const Suspension& suspension);
  void resume(std::uint64_t id);
  void dispatch(std::uint64_t id, Exchange exchange);
  /// Does what follows from whatever was done with it: sends on, watches, files, lets go.
  void update(ConnectionIter iter);

  const Handler& handler_;
  base::Log& log_;
  const Limits limits_;
  std::vector<Listener> listeners_;
  std::string url_;
  std::stop_source stop_;
  LoopMailbox mailbox_;

  // The event loop's thread's alone, once started.
  std::optional<Tls> tls_;
  Poller poller_;
  TimerQueue timers_;
  SuspendedRequests suspended_requests_;
  HttplibAdapter overload_adapter_;  // answers what the handler threads have no room for
  std::map<std::uint64_t, ConnectionEntry> connections_;
  std::uint64_t next_id_;
  std::size_t total_bytes_ = 0;
  std::size_t handshakes_ = 0;
  EvictionQueue eviction_queue_;
  EvictionQueue handshake_eviction_queue_;
  std::uint64_t dropped_ = 0;        // since last_drop_log_
  Clock::time_point last_drop_log_;  // when dropped connections were last logged
  std::optional<Clock::time_point> resume_accepting_at_;  // while descriptors are short
  std::optional<Clock::time_point> shutdown_deadline_;    // once stopping
  Clock::time_point now_;

  std::optional<HandlerThreads> handler_threads_;        // of Lane::kBlocking
  std::optional<HandlerThreads> quick_handler_threads_;  // of Lane::kQuick
  std::jthread thread_;                                  // last: it ends before what it uses
};

}  // namespace server
