#include "source/driver/waiter.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include "base/error.h"

namespace source {
namespace {

int poll_events(Waiter::For what) {
  switch (what) {
    case Waiter::For::kReading:
      return POLLIN;
    case Waiter::For::kWriting:
      return POLLOUT;
    case Waiter::For::kBoth:
      break;
  }
  return POLLIN | POLLOUT;
}

}  // namespace

void Waiter::WakeEvent::operator()() const noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(descriptor, &one, sizeof one);
}

Waiter::Waiter(std::stop_token stop)
    : stop_(std::move(stop)),
      wake_(::eventfd(0, EFD_CLOEXEC)),
      on_stop_(stop_, WakeEvent{wake_.number()}) {
  if (!wake_) throw base::Error("source: no eventfd to be had");
}

bool Waiter::wait(int socket, For what,
                  std::optional<std::chrono::steady_clock::time_point> deadline) const {
  std::array<pollfd, 2> places{pollfd{socket, static_cast<short>(poll_events(what)), 0},
                               pollfd{wake_.number(), POLLIN, 0}};
  while (true) {
    if (stop_.stop_requested()) throw base::Canceled();
    int milliseconds = -1;
    if (deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(
          *deadline - std::chrono::steady_clock::now());
      milliseconds = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000));
    }
    const int count = ::poll(places.data(), places.size(), milliseconds);
    if (count < 0 && errno != EINTR) throw base::Error("source: poll failed");
    if (count == 0) return false;
    if (count > 0 && places[0].revents != 0) return true;
  }
}

}  // namespace source
