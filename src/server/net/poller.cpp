#include "server/net/poller.h"

#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/error.h"

namespace server {
namespace {

constexpr std::size_t kMaxEvents = 256;
constexpr std::chrono::milliseconds kMaxWait{60'000};

[[noreturn]] void fail_call(const char* operation) {
  throw base::Error(std::string{operation} + ": " + std::generic_category().message(errno));
}

void control(int epoll, int operation, int descriptor, std::uint64_t id, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  if (::epoll_ctl(epoll, operation, descriptor, &event) != 0) fail_call("epoll_ctl");
}

}  // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), events_(kMaxEvents) {
  if (!epoll_) fail_call("epoll_create1");
}

Poller::~Poller() = default;

void Poller::add(int descriptor, std::uint64_t id, std::uint32_t events) {
  control(epoll_.number(), EPOLL_CTL_ADD, descriptor, id, events);
}

void Poller::change(int descriptor, std::uint64_t id, std::uint32_t events) {
  control(epoll_.number(), EPOLL_CTL_MOD, descriptor, id, events);
}

std::span<const Poller::Ready> Poller::wait(std::chrono::steady_clock::time_point until) {
  const auto now = std::chrono::steady_clock::now();
  std::chrono::milliseconds left = kMaxWait;
  if (until < now + kMaxWait) {
    left = std::max(std::chrono::ceil<std::chrono::milliseconds>(until - now),
                    std::chrono::milliseconds{0});
  }
  const int count = ::epoll_wait(epoll_.number(), events_.data(), static_cast<int>(events_.size()),
                                 static_cast<int>(left.count()));
  if (count < 0 && errno != EINTR) fail_call("epoll_wait");
  ready_.clear();
  for (int i = 0; i < count; ++i) ready_.push_back({events_[i].data.u64, events_[i].events});
  return ready_;
}

}  // namespace server
