#pragma once

#include <atomic>
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

/// The network side: one thread owns all connections, their bytes and their deadlines (epoll), so
/// that no client delays another. Complete requests go to HandlerThreads; responses come back
/// through the LoopMailbox. Constructed and destroyed by one thread; notify(),
/// reload_certificates(), is_responsive(), stop() and url() are thread-safe.
class EventLoop {
 public:
  /// Binds and listens, so that clients can connect before start(). Throws base::Error. `handler`
  /// and `log` must outlive it. `tls` applies to all addresses.
  EventLoop(const std::vector<Address>& addresses, const Handler& handler, base::Log& log,
            const Limits& limits = {}, std::optional<Tls::Files> tls = {});
  /// Stops, waits for requests in progress (at most Limits::stop), and joins the threads.
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// URL of the first address, with the port that was bound: "http://127.0.0.1:8080", "https" with
  /// TLS.
  [[nodiscard]] const std::string& url() const { return url_; }

  /// Starts serving, and logs `listening url=...` for each address.
  void start();
  /// Accepts no more connections and closes idle ones. Returns at once.
  void stop();
  /// Reads the certificate again if its files have changed. Each new connection checks this too.
  /// Returns at once.
  void reload_certificates() { mailbox_.reload_certificates(); }
  /// Whether the event loop, woken, does its next turn within the time.
  [[nodiscard]] bool is_responsive(std::chrono::milliseconds within);
  /// Resumes the requests that are suspended on this topic; "" is every topic. `sequence` is the
  /// number of the change. Numbers start at 1.
  void notify(std::uint64_t sequence, std::string_view topic);

 private:
  using Clock = std::chrono::steady_clock;

  struct ConnectionEntry {
    ConnectionEntry(std::unique_ptr<Transport> transport, std::string peer, const Limits& limits,
                    Clock::time_point now)
        : connection(std::move(transport), std::move(peer), limits, now) {}

    /// Whether only the client needs what its suspended request has begun, such as a stream.
    [[nodiscard]] bool ends_with_client() const {
      return suspended && (suspended->is_streaming || suspended->request.held != nullptr);
    }

    Connection connection;
    std::uint32_t interest = 0;                                 // that the poller has
    Clock::time_point scheduled_at = Clock::time_point::max();  // of its earliest timer in timers_
    std::size_t bytes = 0;        // of memory, counted in total_bytes_
    bool is_handshaking = false;  // counted in handshakes_
    // While its request is suspended.
    std::optional<Exchange> suspended = {};
    Clock::time_point resume_at = Clock::time_point::max();
    bool is_resume_due = false;  // the route runs again as soon as everything is sent
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
  [[nodiscard]] std::string_view exceeded_limit(const Suspension& suspension) const;
  void resume(std::uint64_t id);
  void dispatch(std::uint64_t id, Exchange exchange);
  /// Applies a connection's new state: poller, timers, memory, next request; erases it when closed.
  void update(ConnectionIter iter);

  const Handler& handler_;
  base::Log& log_;
  const Limits limits_;
  std::vector<Listener> listeners_;
  std::string url_;
  std::stop_source stop_;
  LoopMailbox mailbox_;
  std::atomic<std::uint64_t> turns_ = 0;

  // Used by the event loop's thread only, once started.
  std::optional<Tls> tls_;
  Poller poller_;
  TimerQueue timers_;
  SuspendedRequests suspended_requests_;
  HttplibAdapter overload_adapter_;  // answers requests when the handler threads are full
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
  std::jthread thread_;  // last: it ends before the members it uses are destroyed
};

}  // namespace server
