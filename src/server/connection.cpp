#include "server/connection.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <utility>

namespace server {
namespace {

using namespace std::chrono_literals;
using Outcome = Transport::Outcome;

constexpr auto kFarewell = 1s;  // to a client whose request was read whole
constexpr auto kNever = Connection::Clock::time_point::max();
constexpr int kSteps = 64;                // before other connections have their turn
constexpr int kDrainSteps = 8;            // of 64 KiB each, likewise
constexpr std::size_t kSmall = 4 * 1024;  // what an idle connection may keep for its next request

/// Where bytes arrive before it is known whose they are; the gate's thread alone receives.
std::span<char> landing() {
  thread_local std::array<char, 64 * 1024> bytes;
  return bytes;
}

}  // namespace

Connection::Connection(std::unique_ptr<Transport> transport, std::string peer, const Limits& limits,
                       Clock::time_point now)
    : transport_(std::move(transport)),
      peer_(std::move(peer)),
      limits_(limits),
      reader_(limits),
      since_(now),
      deadline_(now + (transport_->is_established() ? limits.idle : limits.head_time)) {}

void Connection::advance(Clock::time_point now) {
  bool goes_on = true;
  for (int step = 0; goes_on && step < kSteps && flush(now); ++step) {
    switch (phase_) {
      case Phase::kReading:
        goes_on = read(now);
        break;
      case Phase::kSending:
        end_answer(now);
        break;
      case Phase::kLingering:
        return drain_input(now);
      case Phase::kAnswering:
      case Phase::kOver:
        return;
    }
  }
}

/// True when nothing is left to send.
bool Connection::flush(Clock::time_point now) {
  if (outbox_.is_empty() || phase_ == Phase::kOver) return phase_ != Phase::kOver;
  const std::size_t before = outbox_.sent();
  if (outbox_.send(*transport_) == Outcome::kEnded) {
    phase_ = Phase::kOver;
    return false;
  }
  if (outbox_.sent() != before) since_ = now;
  if (!outbox_.is_empty()) return false;
  if (phase_ == Phase::kAnswering) deadline_ = kNever;
  return true;
}

/// True when there is more to do at once.
bool Connection::read(Clock::time_point now) {
  const auto before = reader_.stage();
  if (reader_.read(received_) == RequestReader::Stage::kWhole) {
    phase_ = Phase::kAnswering;
    since_ = now;
    deadline_ = kNever;
    request_ = reader_.take();
    request_->request.peer = peer_;
    request_->request.arrived = now;
    is_cut_short_ = request_->request.fault.has_value();
    return false;
  }
  note_stage(before, now);
  if (reader_.take_continue()) {
    outbox_.put("HTTP/1.1 100 Continue\r\n\r\n");
    return true;
  }
  return receive();
}

void Connection::note_stage(RequestReader::Stage before, Clock::time_point now) {
  const auto stage = reader_.stage();
  if (stage == before) return;
  since_ = now;
  deadline_ = now + (stage == RequestReader::Stage::kBody ? limits_.body_time : limits_.head_time);
}

bool Connection::receive() {
  const bool was_established = transport_->is_established();
  const auto moved = transport_->receive(landing());
  wants_to_write_ = moved.outcome == Outcome::kWantsToWrite;
  if (!was_established && transport_->is_established()) deadline_ = since_ + limits_.idle;
  if (moved.outcome == Outcome::kEnded) phase_ = Phase::kOver;
  if (moved.outcome != Outcome::kMoved) return false;
  received_.append(landing().data(), moved.count);
  return true;
}

std::optional<Exchange> Connection::take_request() { return std::exchange(request_, std::nullopt); }

void Connection::answer(Answer answer, bool keep_alive, Clock::time_point now) {
  keep_alive_ = keep_alive && !is_winding_up_;
  if (!answer.pause) phase_ = Phase::kSending;
  outbox_.put(std::move(answer));
  since_ = now;
  advance(now);
  if (outbox_.is_empty()) return;
  taken_ = taken();
  deadline_ = now + limits_.stall;
}

void Connection::end_answer(Clock::time_point now) {
  if (!keep_alive_ || is_winding_up_) return begin_lingering_close(now);
  phase_ = Phase::kReading;
  since_ = now;
  deadline_ = now + limits_.idle;
  if (received_.empty() && received_.capacity() > kSmall) received_ = {};
}

/// A socket closed over unread bytes is reset, and the reset may overtake the answer: simple
/// clients send all that they have before they read (nginx's lingering close).
void Connection::begin_lingering_close(Clock::time_point now) {
  phase_ = Phase::kLingering;
  since_ = now;
  linger_end_ = now + (is_cut_short_ ? limits_.linger : kFarewell);
  deadline_ = std::min(now + limits_.linger_idle, linger_end_);
  received_ = {};
  transport_->finish();
}

void Connection::drain_input(Clock::time_point now) {
  const std::size_t before = drained_;
  for (int step = 0; step < kDrainSteps && drained_ < limits_.linger_bytes; ++step) {
    const auto moved = transport_->receive(landing());
    if (moved.outcome == Outcome::kWantsToRead) break;
    if (moved.outcome != Outcome::kMoved) {
      phase_ = Phase::kOver;
      return;
    }
    drained_ += moved.count;
  }
  if (drained_ >= limits_.linger_bytes) phase_ = Phase::kOver;
  if (drained_ != before && !is_winding_up_) {
    deadline_ = std::min(now + limits_.linger_idle, linger_end_);
  }
}

std::size_t Connection::taken() const {
  return outbox_.sent() - std::min(outbox_.sent(), transport_->unacknowledged());
}

void Connection::expire(Clock::time_point now) {
  const bool is_sending = !outbox_.is_empty() && phase_ != Phase::kReading;
  const std::size_t before = taken_;
  if (is_sending && (taken_ = taken()) >= before + limits_.stall_bytes) {
    deadline_ = now + limits_.stall;
  } else {
    give_up();
  }
}

void Connection::give_up() {
  if (!outbox_.is_empty()) transport_->abandon();
  phase_ = Phase::kOver;
}

void Connection::wind_up() {
  is_winding_up_ = true;
  if (phase_ == Phase::kReading) phase_ = Phase::kOver;
}

std::optional<Connection::Clock::time_point> Connection::waiting_since() const {
  if (phase_ == Phase::kAnswering && outbox_.is_empty()) return std::nullopt;
  return since_;
}

std::uint32_t Connection::interest() const {
  std::uint32_t events = 0;
  if (!outbox_.is_empty() || wants_to_write_) events |= EPOLLOUT;
  if (outbox_.is_empty() && (phase_ == Phase::kReading || phase_ == Phase::kLingering)) {
    events |= EPOLLIN;
  }
  return events;
}

std::size_t Connection::held() const {
  return received_.capacity() + reader_.held() + outbox_.held();
}

}  // namespace server
