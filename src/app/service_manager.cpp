#include "app/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <utility>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/sleep.h"

namespace app {
namespace {

constexpr int kFirstSocket = 3;  // SD_LISTEN_FDS_START
constexpr int kMaxSockets = 64;

std::string take_variable(const char* name) {
  const char* value = std::getenv(name);
  std::string text = value == nullptr ? "" : value;
  ::unsetenv(name);
  return text;
}

template <class Number>
std::optional<Number> parse_number(const std::string& text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

bool is_this_process(const std::string& pid) { return parse_number<pid_t>(pid) == ::getpid(); }

/// CLOCK_MONOTONIC, which Type=notify-reload compares with its own.
std::string monotonic_microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::to_string(std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000);
}

}  // namespace

ServiceManager::ServiceManager() : socket_(take_variable("NOTIFY_SOCKET")) {
  const std::string pid = take_variable("WATCHDOG_PID");
  const auto interval = parse_number<std::int64_t>(take_variable("WATCHDOG_USEC"));
  if (!socket_.empty() && interval && *interval > 0 && (pid.empty() || is_this_process(pid)))
    watchdog_interval_ = std::chrono::microseconds{*interval};
}

void ServiceManager::ready(std::string_view status) const {
  send("READY=1\nSTATUS=" + std::string{status});
}

void ServiceManager::reloading() const {
  send("RELOADING=1\nMONOTONIC_USEC=" + monotonic_microseconds());
}

void ServiceManager::stopping() const { send("STOPPING=1"); }

void ServiceManager::alive() const { send("WATCHDOG=1"); }

/// A lost datagram ends nothing here: the service manager acts on what it does not hear.
void ServiceManager::send(const std::string& state) const {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  if (socket_.front() == '@') address.sun_path[0] = '\0';  // an abstract name
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  const base::FileDescriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  if (!socket) return;
  static_cast<void>(::sendto(socket.number(), state.data(), state.size(), MSG_NOSIGNAL,
                             reinterpret_cast<const sockaddr*>(&address), size));
}

std::vector<server::Address> inherited_addresses() {
  const std::string pid = take_variable("LISTEN_PID");
  const auto count = parse_number<int>(take_variable("LISTEN_FDS"));
  take_variable("LISTEN_FDNAMES");
  std::vector<server::Address> addresses;
  if (!count || !is_this_process(pid)) return addresses;
  if (*count < 0 || *count > kMaxSockets) throw base::Error("LISTEN_FDS: too many sockets");
  for (int i = 0; i < *count; ++i) addresses.push_back(server::inherited_address(kFirstSocket + i));
  return addresses;
}

Watchdog::Watchdog(const ServiceManager& manager, std::function<bool()> is_responsive) {
  if (!manager.watchdog_interval()) return;
  const auto interval =
      std::chrono::duration_cast<std::chrono::milliseconds>(*manager.watchdog_interval() / 3);
  thread_ = std::jthread(
      [&manager, interval, is_responsive = std::move(is_responsive)](const std::stop_token& stop) {
        do {
          if (is_responsive()) manager.alive();
        } while (base::sleep_unless_stopped(interval, stop));
      });
}

}  // namespace app
