#include "server/net/connection.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <utility>

namespace server {
namespace {

using namespace std::chrono_literals;
using IoStatus = Transport::IoStatus;

constexpr auto kShortLinger = 1s;  // for a client whose request was read completely
constexpr auto kNever = Connection::Clock::time_point::max();
constexpr int kMaxSteps = 64;      // per call of process(), so that other connections are served
constexpr int kMaxDrainSteps = 8;  // likewise, of 64 KiB each
constexpr std::size_t kMaxIdleBufferBytes =
    4 * 1024;  // what an idle connection may keep for its next request

/// Shared by all connections: only the event loop's thread receives.
std::span<char> receive_buffer() {
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

void Connection::process(Clock::time_point now) {
  bool continues = true;
  for (int step = 0; continues && step < kMaxSteps && flush(now); ++step) {
    switch (phase_) {
      case Phase::kReading:
        continues = read(now);
        break;
      case Phase::kSending:
        end_response(now);
        break;
      case Phase::kLingering:
        return drain_input(now);
      case Phase::kHandling:
      case Phase::kClosed:
        return;
    }
  }
}

/// True when nothing is left to send.
bool Connection::flush(Clock::time_point now) {
  if (send_buffer_.is_empty() || phase_ == Phase::kClosed) return phase_ != Phase::kClosed;
  const std::size_t before = send_buffer_.sent();
  if (send_buffer_.send(*transport_) == IoStatus::kClosed) {
    phase_ = Phase::kClosed;
    return false;
  }
  if (send_buffer_.sent() != before) since_ = now;
  if (!send_buffer_.is_empty()) return false;
  if (phase_ == Phase::kHandling) deadline_ = kNever;
  return true;
}

/// True when process() can continue at once.
bool Connection::read(Clock::time_point now) {
  const auto before = reader_.stage();
  if (reader_.read(received_) == RequestReader::Stage::kWhole) {
    phase_ = Phase::kHandling;
    since_ = now;
    deadline_ = kNever;
    request_ = reader_.pop();
    request_->request.peer = peer_;
    request_->request.arrived = now;
    is_answered_early_ = request_->request.error.has_value();
    return false;
  }
  on_stage_change(before, now);
  if (reader_.pop_continue()) {
    send_buffer_.append("HTTP/1.1 100 Continue\r\n\r\n");
    return true;
  }
  return receive();
}

void Connection::on_stage_change(RequestReader::Stage before, Clock::time_point now) {
  const auto stage = reader_.stage();
  if (stage == before) return;
  since_ = now;
  deadline_ = now + (stage == RequestReader::Stage::kBody ? limits_.body_time : limits_.head_time);
}

bool Connection::receive() {
  const bool was_established = transport_->is_established();
  const auto result = transport_->receive(receive_buffer());
  wants_to_write_ = result.status == IoStatus::kWouldBlockWrite;
  if (!was_established && transport_->is_established()) deadline_ = since_ + limits_.idle;
  switch (result.status) {
    case IoStatus::kOk:
      received_.append(receive_buffer().data(), result.count);
      return true;
    case IoStatus::kWouldBlockRead:
    case IoStatus::kWouldBlockWrite:
      break;
    case IoStatus::kClosed:
      phase_ = Phase::kClosed;
      break;
  }
  return false;
}

std::optional<Exchange> Connection::pop_request() { return std::exchange(request_, std::nullopt); }

void Connection::send_response(WireResponse response, bool keep_alive, Clock::time_point now) {
  keep_alive_ = keep_alive && !is_shutting_down_;
  if (!response.suspension) phase_ = Phase::kSending;
  send_buffer_.append(std::move(response));
  since_ = now;
  process(now);
  if (send_buffer_.is_empty()) return;
  acknowledged_bytes_ = acknowledged_bytes();
  deadline_ = now + limits_.stall;
}

void Connection::end_response(Clock::time_point now) {
  if (!keep_alive_ || is_shutting_down_) return begin_lingering_close(now);
  phase_ = Phase::kReading;
  since_ = now;
  deadline_ = now + limits_.idle;
  if (received_.empty() && received_.capacity() > kMaxIdleBufferBytes) received_ = {};
}

/// Closing a socket with unread input resets the connection, and the reset may overtake the
/// response: simple clients send everything before they read. This is nginx's lingering close.
void Connection::begin_lingering_close(Clock::time_point now) {
  phase_ = Phase::kLingering;
  since_ = now;
  linger_end_ = now + (is_answered_early_ ? limits_.linger : kShortLinger);
  deadline_ = std::min(now + limits_.linger_idle, linger_end_);
  received_ = {};
  transport_->end_sending();
}

void Connection::drain_input(Clock::time_point now) {
  const std::size_t before = drained_;
  for (int step = 0; step < kMaxDrainSteps && drained_ < limits_.linger_bytes; ++step) {
    const auto result = transport_->receive(receive_buffer());
    if (result.status == IoStatus::kWouldBlockRead) break;
    if (result.status != IoStatus::kOk) {
      phase_ = Phase::kClosed;
      return;
    }
    drained_ += result.count;
  }
  if (drained_ >= limits_.linger_bytes) phase_ = Phase::kClosed;
  if (drained_ != before && !is_shutting_down_) {
    deadline_ = std::min(now + limits_.linger_idle, linger_end_);
  }
}

std::size_t Connection::acknowledged_bytes() const {
  return send_buffer_.sent() - std::min(send_buffer_.sent(), transport_->unacknowledged());
}

void Connection::on_deadline(Clock::time_point now) {
  const bool is_sending = !send_buffer_.is_empty() && phase_ != Phase::kReading;
  const std::size_t before = acknowledged_bytes_;
  if (is_sending && (acknowledged_bytes_ = acknowledged_bytes()) >= before + limits_.stall_bytes) {
    deadline_ = now + limits_.stall;
  } else {
    drop();
  }
}

void Connection::drop() {
  if (!send_buffer_.is_empty()) transport_->discard_unsent();
  phase_ = Phase::kClosed;
}

void Connection::shut_down() {
  is_shutting_down_ = true;
  if (phase_ == Phase::kReading) phase_ = Phase::kClosed;
}

std::optional<Connection::Clock::time_point> Connection::waiting_since() const {
  if (phase_ == Phase::kHandling && send_buffer_.is_empty()) return std::nullopt;
  return since_;
}

std::uint32_t Connection::interest() const {
  std::uint32_t events = 0;
  if (!send_buffer_.is_empty() || wants_to_write_) events |= EPOLLOUT;
  if (send_buffer_.is_empty() && (phase_ == Phase::kReading || phase_ == Phase::kLingering)) {
    events |= EPOLLIN;
  }
  return events;
}

std::size_t Connection::memory_usage() const {
  return received_.capacity() + reader_.memory_usage() + send_buffer_.memory_usage();
}

}  // namespace server
