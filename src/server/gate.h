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
#include "server/connection.h"
#include "server/crew.h"
#include "server/inbox.h"
#include "server/limits.h"
#include "server/listener.h"
#include "server/parking.h"
#include "server/poller.h"
#include "server/tls.h"
#include "server/timetable.h"
#include "server/waiting_line.h"

namespace server {

/// What guards the socket: one thread that owns every connection, every byte in and out of it and
/// every deadline, so that no client can hold up another. Whole requests go to the crew and come
/// back as answers. Made and destroyed by one thread; ring(), renew(), stop() and url() are
/// anybody's.
class Gate {
 public:
  /// Binds, so that clients may connect and wait, or throws. `handler` and `log` must outlive it.
  /// `tls`: every address speaks it.
  Gate(const std::vector<Address>& addresses, const Handler& handler, base::Log& log,
       const Limits& limits = {}, std::optional<Tls::Files> tls = {});
  /// Stops, lets what is in flight finish (Limits::stop), and joins.
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// Of the first address: "http://127.0.0.1:8080", with the port that was bound; "https" with TLS.
  [[nodiscard]] const std::string& url() const { return url_; }

  /// Begins to answer, and logs a line `listening url=...` for each address.
  void start();
  /// Accepts nothing more and ends idle connections. Returns at once.
  void stop();
  /// Looks for a renewed certificate, as each new connection does. Returns at once.
  void renew() { inbox_.renew(); }
  /// Has the requests that paused for this topic (Pause) asked again; "" is every topic. Rings are
  /// numbered upwards from 1 and come in their order.
  void ring(std::uint64_t number, std::string_view topic);

 private:
  using Clock = std::chrono::steady_clock;

  struct Held {
    Held(std::unique_ptr<Transport> transport, std::string peer, const Limits& limits,
         Clock::time_point now)
        : connection(std::move(transport), std::move(peer), limits, now) {}

    Connection connection;
    std::uint32_t interest = 0;                          // as the poller knows it
    Clock::time_point filed = Clock::time_point::max();  // as the timetable knows it
    std::size_t bytes = 0;                               // of memory, as total_bytes_ counts them
    bool shakes_hands = false;                           // as handshakes_ counts them
    // While its request pauses.
    std::optional<Exchange> paused = {};
    Clock::time_point until = Clock::time_point::max();
    bool is_called = false;  // to be asked again as soon as all is sent
  };
  using Place = std::map<std::uint64_t, Held>::iterator;

  void run();
  [[nodiscard]] bool is_done() const;
  [[nodiscard]] Clock::time_point next_look() const;

  [[nodiscard]] std::string url_of(const Listener& listener) const;
  void accept_all(const Listener& listener);
  void hold(Listener::Arrival arrival);
  void listen_again();
  [[nodiscard]] bool make_room();
  [[nodiscard]] bool let_go(WaitingLine& line, bool only_handshakes);

  void handle(const Poller::Ready& ready);
  void handle(Inbox::Post post);
  void expire(std::uint64_t id);
  void wind_up();

  void take_answer(Crew::Task task);
  void pause(Place place, Exchange exchange, const Pause& pause);
  void call(std::uint64_t id);
  void ask(std::uint64_t id, Exchange exchange);
  /// Does what follows from whatever was done with it: sends on, watches, files, lets go.
  void settle(Place place);

  const Handler& handler_;
  base::Log& log_;
  const Limits limits_;
  std::vector<Listener> listeners_;
  std::string url_;
  std::stop_source stop_;
  Inbox inbox_;

  // The gate's thread's alone, once started.
  std::optional<Tls> tls_;
  Poller poller_;
  Timetable timetable_;
  Parking parking_;
  Codec lobby_;  // answers whom the crew has no room for
  std::map<std::uint64_t, Held> connections_;
  std::uint64_t next_id_;
  std::size_t total_bytes_ = 0;
  std::size_t handshakes_ = 0;
  WaitingLine all_waiting_;
  WaitingLine handshakes_waiting_;
  std::uint64_t dropped_ = 0;                   // since the last word about it
  Clock::time_point said_;                      // when that was
  std::optional<Clock::time_point> listen_at_;  // while descriptors are short
  std::optional<Clock::time_point> end_;        // once stopping
  Clock::time_point now_;

  std::optional<Crew> crew_;        // of Lane::kWaiting
  std::optional<Crew> quick_crew_;  // of Lane::kQuick
  std::jthread thread_;             // last: it ends before what it uses
};

}  // namespace server
