#include "server/net/event_loop.h"

#include <sys/epoll.h>

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace server {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMailboxId = 0;  // ids of listeners follow, then those of connections
constexpr int kMaxAcceptsPerWakeup = 64;
constexpr auto kAcceptRetryDelay = 100ms;  // without accepting, while out of descriptors
constexpr auto kDropLogInterval = 1s;      // between two log lines about dropped connections

}  // namespace

EventLoop::EventLoop(const std::vector<Address>& addresses, const Handler& handler, base::Log& log,
                     const Limits& limits, std::optional<Tls::Files> tls)
    : handler_(handler), log_(log), limits_(limits), overload_adapter_(handler) {
  if (tls) tls_.emplace(*std::move(tls), log_);
  for (const Address& address : addresses) listeners_.emplace_back(address);
  url_ = url_of(listeners_.front());
  next_id_ = listeners_.size() + 1;
}

EventLoop::~EventLoop() { stop(); }

void EventLoop::start() {
  for (const Listener& listener : listeners_) {
    log_.info("listening", {{"url", url_of(listener)}});
  }
  const auto on_complete = [this](HandlerThreads::Task task) { mailbox_.post(std::move(task)); };
  handler_threads_.emplace(handler_, limits_.threads, on_complete);
  quick_handler_threads_.emplace(handler_, limits_.quick_threads, on_complete);
  thread_ = std::jthread{[this] { run(); }};
}

void EventLoop::stop() {
  stop_.request_stop();
  mailbox_.stop();
}

void EventLoop::notify(std::uint64_t sequence, std::string_view topic) {
  mailbox_.post(LoopMailbox::TopicEvent{sequence, std::string{topic}});
}

bool EventLoop::is_responsive(std::chrono::milliseconds within) {
  constexpr auto kPoll = 10ms;
  const std::uint64_t seen = turns_;
  const Clock::time_point deadline = Clock::now() + within;
  mailbox_.wake();
  while (turns_ == seen && Clock::now() < deadline) std::this_thread::sleep_for(kPoll);
  return turns_ != seen;
}

std::string EventLoop::url_of(const Listener& listener) const {
  return (tls_ ? "https://" : "http://") + listener.name();
}

void EventLoop::run() {
  now_ = Clock::now();
  poller_.add(mailbox_.descriptor(), kMailboxId, EPOLLIN);
  watch_listeners();
  while (!is_done()) {
    const auto ready = poller_.wait(next_wakeup());
    now_ = Clock::now();
    ++turns_;
    for (const Poller::Ready& one : ready) handle(one);
    while (const auto timer = timers_.pop_due(now_)) {
      const auto iter = connections_.find(timer->connection);
      if (iter != connections_.end() && iter->second.scheduled_at == timer->time)
        on_timer(iter->first);
    }
    if (resume_accepting_at_ && *resume_accepting_at_ <= now_) watch_listeners();
    if (dropped_ > 0 && now_ - last_drop_log_ > kDropLogInterval) {
      log_.warning("connections.dropped", {{"count", std::to_string(std::exchange(dropped_, 0))}});
      last_drop_log_ = now_;
    }
  }
  if (!connections_.empty()) {
    log_.warning("connections.cut", {{"count", std::to_string(connections_.size())}});
  }
  connections_.clear();
}

bool EventLoop::is_done() const {
  return shutdown_deadline_ && (connections_.empty() || *shutdown_deadline_ <= now_);
}

EventLoop::Clock::time_point EventLoop::next_wakeup() const {
  auto next = timers_.next();
  if (resume_accepting_at_) next = std::min(next, *resume_accepting_at_);
  if (shutdown_deadline_) next = std::min(next, *shutdown_deadline_);
  return next;
}

void EventLoop::handle(const Poller::Ready& ready) {
  if (ready.id == kMailboxId) return handle(mailbox_.drain());
  if (ready.id <= listeners_.size()) return accept_all(listeners_[ready.id - 1]);
  const auto iter = connections_.find(ready.id);
  if (iter == connections_.end()) return;
  Connection& connection = iter->second.connection;
  // A lingering connection reports EPOLLHUP once both sides have sent their last byte; some bytes
  // may still be unread.
  const bool has_hung_up = ((ready.events & EPOLLHUP) != 0 && !connection.is_lingering()) ||
                           ((ready.events & EPOLLRDHUP) != 0 && iter->second.ends_with_client());
  if ((ready.events & EPOLLERR) != 0 || has_hung_up) {
    connection.drop();
  } else {
    connection.process(now_);
  }
  update(iter);
}

void EventLoop::handle(LoopMailbox::Batch batch) {
  for (const LoopMailbox::TopicEvent& event : batch.topic_events) {
    for (const std::uint64_t id : suspended_requests_.notify(event.sequence, event.topic))
      resume(id);
  }
  for (HandlerThreads::Task& task : batch.completed) on_response(std::move(task));
  if (batch.reload_certificates && tls_) tls_->reload();
  if (batch.stop && !shutdown_deadline_) begin_shutdown();
}

void EventLoop::accept_all(const Listener& listener) {
  Listener::AcceptedSocket accepted;
  for (int i = 0; i < kMaxAcceptsPerWakeup; ++i) {
    switch (listener.accept(accepted)) {
      case Listener::AcceptStatus::kAccepted:
        if (connections_.size() < limits_.connections || evict_longest_waiting())
          add_connection(std::move(accepted));
        break;
      case Listener::AcceptStatus::kWouldBlock:
        return;
      case Listener::AcceptStatus::kOutOfDescriptors:
        if (evict_longest_waiting()) break;
        for (std::size_t j = 0; j < listeners_.size(); ++j) {
          poller_.change(listeners_[j].descriptor(), j + 1, 0);
        }
        resume_accepting_at_ = now_ + kAcceptRetryDelay;
        return;
    }
  }
}

void EventLoop::watch_listeners() {
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    if (resume_accepting_at_) {
      poller_.change(listeners_[i].descriptor(), i + 1, EPOLLIN);
    } else {
      poller_.add(listeners_[i].descriptor(), i + 1, EPOLLIN);
    }
  }
  resume_accepting_at_.reset();
}

void EventLoop::add_connection(Listener::AcceptedSocket accepted) {
  if (handshakes_ >= limits_.handshakes) static_cast<void>(evict(handshake_eviction_queue_, true));
  const std::uint64_t id = next_id_++;
  auto transport = tls_ ? tls_->create_transport(std::move(accepted.socket))
                        : std::make_unique<PlainTransport>(std::move(accepted.socket));
  const auto iter =
      connections_.try_emplace(id, std::move(transport), std::move(accepted.peer), limits_, now_)
          .first;
  iter->second.is_handshaking = !iter->second.connection.is_established();
  if (iter->second.is_handshaking) ++handshakes_;
  poller_.add(iter->second.connection.socket(), id, 0);
  iter->second.connection.process(now_);  // its first bytes have often arrived already
  update(iter);
}

/// Drops the client that has kept the server waiting longest.
bool EventLoop::evict_longest_waiting() { return evict(eviction_queue_, false); }

bool EventLoop::evict(EvictionQueue& queue, bool only_handshakes) {
  for (const bool may_rebuild : {true, false}) {
    while (const auto next = queue.pop()) {
      const auto iter = connections_.find(next->connection);
      if (iter == connections_.end()) continue;
      ConnectionEntry& entry = iter->second;
      if (entry.connection.waiting_since() != next->since) continue;
      if (only_handshakes && !entry.is_handshaking) continue;
      ++dropped_;
      entry.connection.drop();
      update(iter);
      return true;
    }
    if (!may_rebuild) break;
    std::vector<EvictionQueue::Candidate> all;
    for (const auto& [id, entry] : connections_) {
      if (only_handshakes && !entry.is_handshaking) continue;
      if (const auto since = entry.connection.waiting_since()) all.push_back({*since, id});
    }
    queue.rebuild(std::move(all));
  }
  return false;
}

void EventLoop::on_timer(std::uint64_t id) {
  const auto iter = connections_.find(id);
  ConnectionEntry& entry = iter->second;
  entry.scheduled_at = Clock::time_point::max();
  if (entry.connection.deadline() <= now_) entry.connection.on_deadline(now_);
  if (entry.suspended && entry.resume_at <= now_) {
    suspended_requests_.remove(id);
    entry.is_resume_due = true;
    entry.resume_at = Clock::time_point::max();
  }
  update(iter);
}

void EventLoop::begin_shutdown() {
  shutdown_deadline_ = now_ + limits_.stop;
  for (Listener& listener : listeners_) listener.close();
  resume_accepting_at_.reset();
  for (const std::uint64_t id : suspended_requests_.clear()) resume(id);
  std::vector<std::uint64_t> ids;
  for (const auto& [id, entry] : connections_) ids.push_back(id);
  for (const std::uint64_t id : ids) {
    const auto iter = connections_.find(id);
    if (iter == connections_.end()) continue;
    iter->second.connection.shut_down();
    update(iter);
  }
}

void EventLoop::on_response(HandlerThreads::Task task) {
  const auto iter = connections_.find(task.connection);
  if (iter == connections_.end()) return;
  const auto suspension = task.response.suspension;
  if (suspension && !task.exchange.is_streaming) {
    return suspend(iter, std::move(task.exchange), *suspension);
  }
  iter->second.connection.send_response(std::move(task.response), task.exchange.keep_alive, now_);
  if (suspension) return suspend(iter, std::move(task.exchange), *suspension);
  suspended_requests_.release(task.connection);
  update(iter);
}

void EventLoop::suspend(ConnectionIter iter, Exchange exchange, const Suspension& suspension) {
  ConnectionEntry& entry = iter->second;
  Request& request = exchange.request;
  if (request.resume_count == 0) {
    request.identity->limit = exceeded_limit(suspension);
    request.can_suspend = request.identity->limit.empty();
    if (request.can_suspend) {
      suspended_requests_.reserve(iter->first, suspension.owner,
                                  suspension.kind != SlotKind::kWait);
    }
  }
  request.resume_state = suspension.resume_state;
  request.held = suspension.held;
  ++request.resume_count;
  entry.resume_at = suspension.until;
  entry.is_resume_due =
      !request.can_suspend || shutdown_deadline_ || suspension.until <= now_ ||
      !suspended_requests_.suspend(iter->first, suspension.topic, suspension.seen);
  entry.suspended = std::move(exchange);
  update(iter);
}

std::string_view EventLoop::exceeded_limit(const Suspension& suspension) const {
  const std::size_t own = suspended_requests_.slot_count_of(suspension.owner);
  const bool is_wait = suspension.kind == SlotKind::kWait;
  const bool is_of_session = suspension.kind == SlotKind::kSessionStream;
  const bool is_full = is_wait ? suspended_requests_.wait_count() >= limits_.suspended
                               : suspended_requests_.stream_count() >= limits_.streams;
  if (is_full) return is_wait ? "max-waiting-clients" : "max-streams";
  if (is_of_session) return own < limits_.streams_per_session ? "" : "max-streams";
  return own < limits_.suspended_per_owner ? "" : "max-waiting-clients-per-key";
}

void EventLoop::resume(std::uint64_t id) {
  const auto iter = connections_.find(id);
  if (iter == connections_.end()) return;
  iter->second.is_resume_due = true;
  update(iter);
}

void EventLoop::dispatch(std::uint64_t id, Exchange exchange) {
  exchange.request.stop = stop_.get_token();
  if (shutdown_deadline_) exchange.keep_alive = false;
  HandlerThreads& threads =
      choose_lane(exchange.head) == Lane::kQuick ? *quick_handler_threads_ : *handler_threads_;
  if (exchange.request.resume_count == 0 && threads.queued() >= limits_.queued) {
    exchange.request.error = RequestError::kOverloaded;
    exchange.keep_alive = false;
    HandlerThreads::Task task{id, std::move(exchange), {}};
    task.response = overload_adapter_.handle(task.exchange);
    return on_response(std::move(task));
  }
  threads.submit({id, std::move(exchange), {}});
}

void EventLoop::update(ConnectionIter iter) {
  ConnectionEntry& entry = iter->second;
  Connection& connection = entry.connection;
  if (entry.is_handshaking && (connection.is_closed() || connection.is_established())) {
    entry.is_handshaking = false;
    --handshakes_;
  }
  if (connection.is_closed()) {
    total_bytes_ -= entry.bytes;
    suspended_requests_.release(iter->first);
    connections_.erase(iter);
    return;
  }
  const std::size_t bytes = connection.memory_usage();
  total_bytes_ = total_bytes_ - std::exchange(entry.bytes, bytes) + bytes;
  const std::uint32_t interest =
      connection.interest() | (entry.ends_with_client() ? EPOLLRDHUP : 0U);
  if (interest != entry.interest) {
    poller_.change(connection.socket(), iter->first, interest);
    entry.interest = interest;
  }
  const auto deadline = std::min(connection.deadline(), entry.resume_at);
  if (deadline < entry.scheduled_at) {
    timers_.schedule({deadline, iter->first});
    entry.scheduled_at = deadline;
  }
  if (auto request = connection.pop_request()) return dispatch(iter->first, *std::move(request));
  if (entry.is_resume_due && entry.suspended && connection.has_sent_all()) {
    entry.is_resume_due = false;
    entry.resume_at = Clock::time_point::max();
    dispatch(iter->first, *std::exchange(entry.suspended, std::nullopt));
    return;
  }
  if (total_bytes_ > limits_.buffered) static_cast<void>(evict_longest_waiting());
}

}  // namespace server
