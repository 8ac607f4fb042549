#include "server/gate.h"

#include <sys/epoll.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "server/lane.h"

namespace server {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kInbox = 0;  // ids of listeners follow, then those of connections
constexpr int kAcceptedAtOnce = 64;
constexpr auto kShortage = 100ms;  // without accepting, while descriptors are short
constexpr auto kSilence = 1s;      // between two lines about connections that were dropped

}  // namespace

Gate::Gate(const std::vector<Address>& addresses, const Handler& handler, base::Log& log,
           const Limits& limits, std::optional<Tls::Files> tls)
    : handler_(handler), log_(log), limits_(limits), lobby_(handler) {
  if (tls) tls_.emplace(*std::move(tls), log_);
  for (const Address& address : addresses) listeners_.emplace_back(address);
  url_ = url_of(listeners_.front());
  next_id_ = listeners_.size() + 1;
}

Gate::~Gate() { stop(); }

void Gate::start() {
  for (const Listener& listener : listeners_) {
    log_.info("listening", {{"url", url_of(listener)}});
  }
  const auto done = [this](Crew::Task task) { inbox_.put(std::move(task)); };
  crew_.emplace(handler_, limits_.threads, done);
  quick_crew_.emplace(handler_, limits_.quick_threads, done);
  thread_ = std::jthread{[this] { run(); }};
}

void Gate::stop() {
  stop_.request_stop();
  inbox_.stop();
}

void Gate::ring(std::uint64_t number, std::string_view topic) {
  inbox_.put(Inbox::Ring{number, std::string{topic}});
}

std::string Gate::url_of(const Listener& listener) const {
  return (tls_ ? "https://" : "http://") + listener.name();
}

void Gate::run() {
  now_ = Clock::now();
  poller_.add(inbox_.descriptor(), kInbox, EPOLLIN);
  listen_again();
  while (!is_done()) {
    const auto ready = poller_.wait(next_look());
    now_ = Clock::now();
    for (const Poller::Ready& one : ready) handle(one);
    while (const auto entry = timetable_.take(now_)) {
      const auto place = connections_.find(entry->connection);
      if (place != connections_.end() && place->second.filed == entry->time) expire(place->first);
    }
    if (listen_at_ && *listen_at_ <= now_) listen_again();
    if (dropped_ > 0 && now_ - said_ > kSilence) {
      log_.warning("connections_dropped", {{"count", std::to_string(std::exchange(dropped_, 0))}});
      said_ = now_;
    }
  }
  if (!connections_.empty()) {
    log_.warning("connections_cut", {{"count", std::to_string(connections_.size())}});
  }
  connections_.clear();
}

bool Gate::is_done() const { return end_ && (connections_.empty() || *end_ <= now_); }

Gate::Clock::time_point Gate::next_look() const {
  auto next = timetable_.next();
  if (listen_at_) next = std::min(next, *listen_at_);
  if (end_) next = std::min(next, *end_);
  return next;
}

void Gate::handle(const Poller::Ready& ready) {
  if (ready.id == kInbox) return handle(inbox_.take());
  if (ready.id <= listeners_.size()) return accept_all(listeners_[ready.id - 1]);
  const auto place = connections_.find(ready.id);
  if (place == connections_.end()) return;
  Connection& connection = place->second.connection;
  // A lingering connection hangs up once both ends have sent their last byte; some may be unread.
  const bool has_hung_up = (ready.events & EPOLLHUP) != 0 && !connection.is_lingering();
  if ((ready.events & EPOLLERR) != 0 || has_hung_up) {
    connection.give_up();
  } else {
    connection.advance(now_);
  }
  settle(place);
}

void Gate::handle(Inbox::Post post) {
  for (const Inbox::Ring& ring : post.rings) {
    for (const std::uint64_t id : parking_.ring(ring.number, ring.topic)) call(id);
  }
  for (Crew::Task& task : post.answered) take_answer(std::move(task));
  if (post.renew && tls_) tls_->renew();
  if (post.stop && !end_) wind_up();
}

void Gate::accept_all(const Listener& listener) {
  Listener::Arrival arrival;
  for (int i = 0; i < kAcceptedAtOnce; ++i) {
    switch (listener.accept(arrival)) {
      case Listener::Outcome::kArrived:
        if (connections_.size() < limits_.connections || make_room()) hold(std::move(arrival));
        break;
      case Listener::Outcome::kNobody:
        return;
      case Listener::Outcome::kShort:
        if (make_room()) break;
        for (std::size_t j = 0; j < listeners_.size(); ++j) {
          poller_.change(listeners_[j].descriptor(), j + 1, 0);
        }
        listen_at_ = now_ + kShortage;
        return;
    }
  }
}

void Gate::listen_again() {
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    if (listen_at_) {
      poller_.change(listeners_[i].descriptor(), i + 1, EPOLLIN);
    } else {
      poller_.add(listeners_[i].descriptor(), i + 1, EPOLLIN);
    }
  }
  listen_at_.reset();
}

void Gate::hold(Listener::Arrival arrival) {
  if (handshakes_ >= limits_.handshakes) static_cast<void>(let_go(handshakes_waiting_, true));
  const std::uint64_t id = next_id_++;
  auto transport = tls_ ? tls_->transport(std::move(arrival.socket))
                        : std::make_unique<PlainTransport>(std::move(arrival.socket));
  const auto place =
      connections_.try_emplace(id, std::move(transport), std::move(arrival.peer), limits_, now_)
          .first;
  place->second.shakes_hands = !place->second.connection.is_established();
  if (place->second.shakes_hands) ++handshakes_;
  poller_.add(place->second.connection.socket(), id, 0);
  place->second.connection.advance(now_);  // its first bytes are often here already
  settle(place);
}

/// Lets the one go that keeps us waiting longest.
bool Gate::make_room() { return let_go(all_waiting_, false); }

bool Gate::let_go(WaitingLine& line, bool only_handshakes) {
  for (const bool may_form : {true, false}) {
    while (const auto next = line.take()) {
      const auto place = connections_.find(next->connection);
      if (place == connections_.end()) continue;
      Held& held = place->second;
      if (held.connection.waiting_since() != next->since) continue;
      if (only_handshakes && !held.shakes_hands) continue;
      ++dropped_;
      held.connection.give_up();
      settle(place);
      return true;
    }
    if (!may_form) break;
    std::vector<WaitingLine::Place> all;
    for (const auto& [id, held] : connections_) {
      if (only_handshakes && !held.shakes_hands) continue;
      if (const auto since = held.connection.waiting_since()) all.push_back({*since, id});
    }
    line.form(std::move(all));
  }
  return false;
}

void Gate::expire(std::uint64_t id) {
  const auto place = connections_.find(id);
  Held& held = place->second;
  held.filed = Clock::time_point::max();
  if (held.connection.deadline() <= now_) held.connection.expire(now_);
  if (held.paused && held.until <= now_) {
    parking_.leave(id);
    held.is_called = true;
    held.until = Clock::time_point::max();
  }
  settle(place);
}

void Gate::wind_up() {
  end_ = now_ + limits_.stop;
  for (Listener& listener : listeners_) listener.close();
  listen_at_.reset();
  for (const std::uint64_t id : parking_.clear()) call(id);
  std::vector<std::uint64_t> ids;
  for (const auto& [id, held] : connections_) ids.push_back(id);
  for (const std::uint64_t id : ids) {
    const auto place = connections_.find(id);
    if (place == connections_.end()) continue;
    place->second.connection.wind_up();
    settle(place);
  }
}

void Gate::take_answer(Crew::Task task) {
  const auto place = connections_.find(task.connection);
  if (place == connections_.end()) return;
  const auto pause_wanted = task.answer.pause;
  if (pause_wanted && !task.exchange.is_streaming) {
    return pause(place, std::move(task.exchange), *pause_wanted);
  }
  place->second.connection.answer(std::move(task.answer), task.exchange.keep_alive, now_);
  if (pause_wanted) return pause(place, std::move(task.exchange), *pause_wanted);
  parking_.rise(task.connection);
  settle(place);
}

void Gate::pause(Place place, Exchange exchange, const Pause& pause) {
  Held& held = place->second;
  Request& request = exchange.request;
  if (request.turn == 0) {
    request.may_pause =
        parking_.seats() < limits_.parked && parking_.seats_of(pause.owner) < limits_.parked_of_one;
    if (request.may_pause) parking_.sit(place->first, pause.owner);
  }
  request.memory = pause.memory;
  ++request.turn;
  held.until = pause.until;
  held.is_called = !request.may_pause || end_ || pause.until <= now_ ||
                   !parking_.park(place->first, pause.topic, pause.seen);
  held.paused = std::move(exchange);
  settle(place);
}

void Gate::call(std::uint64_t id) {
  const auto place = connections_.find(id);
  if (place == connections_.end()) return;
  place->second.is_called = true;
  settle(place);
}

void Gate::ask(std::uint64_t id, Exchange exchange) {
  exchange.request.stop = stop_.get_token();
  if (end_) exchange.keep_alive = false;
  Crew& crew = lane_of(exchange.head) == Lane::kQuick ? *quick_crew_ : *crew_;
  if (exchange.request.turn == 0 && crew.waiting() >= limits_.waiting) {
    exchange.request.fault = Fault::kOverloaded;
    exchange.keep_alive = false;
    Crew::Task task{id, std::move(exchange), {}};
    task.answer = lobby_.answer(task.exchange);
    return take_answer(std::move(task));
  }
  crew.take({id, std::move(exchange), {}});
}

void Gate::settle(Place place) {
  Held& held = place->second;
  Connection& connection = held.connection;
  if (held.shakes_hands && (connection.is_over() || connection.is_established())) {
    held.shakes_hands = false;
    --handshakes_;
  }
  if (connection.is_over()) {
    total_bytes_ -= held.bytes;
    parking_.rise(place->first);
    connections_.erase(place);
    return;
  }
  const std::size_t bytes = connection.held();
  total_bytes_ = total_bytes_ - std::exchange(held.bytes, bytes) + bytes;
  if (const std::uint32_t interest = connection.interest(); interest != held.interest) {
    poller_.change(connection.socket(), place->first, interest);
    held.interest = interest;
  }
  const auto deadline = std::min(connection.deadline(), held.until);
  if (deadline < held.filed) {
    timetable_.file({deadline, place->first});
    held.filed = deadline;
  }
  if (auto request = connection.take_request()) return ask(place->first, *std::move(request));
  if (held.is_called && held.paused && connection.is_drained()) {
    held.is_called = false;
    held.until = Clock::time_point::max();
    ask(place->first, *std::exchange(held.paused, std::nullopt));
    return;
  }
  if (total_bytes_ > limits_.buffered) static_cast<void>(make_room());
}

}  // namespace server
