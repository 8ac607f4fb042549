// Repeats one HTTP request over persistent connections.
//   bench-client PORT REQUEST CLIENTS SECONDS   REQUEST: a file with the bytes to send
// Prints {"answers", "failed", "seconds", "p50", "p99"}, times in seconds. Loopback only.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

int connected(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto* plain = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  if (::connect(socket, plain, sizeof address) != 0) {
    std::perror("bench-client: connect");
    std::exit(1);
  }
  return socket;
}

/// The length of the response that begins with `seen`; 0 until its head is complete.
std::size_t length_of(std::string_view seen) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  constexpr std::string_view kLength = "\r\nContent-Length: ";
  const std::size_t head = seen.find(kEnd);
  if (head == std::string_view::npos) return 0;
  const std::size_t length = seen.substr(0, head + 2).find(kLength);
  if (length == std::string_view::npos) return head + kEnd.size();
  return head + kEnd.size() + std::strtoul(seen.data() + length + kLength.size(), nullptr, 10);
}

struct Client {
  std::vector<double> times;  // of successful responses
  std::size_t failed = 0;

  void run(std::uint16_t port, const std::string& request, Clock::time_point end) {
    const int socket = connected(port);
    while (Clock::now() < end) {
      const auto begin = Clock::now();
      const std::string answer = answered(socket, request);
      if (answer.empty()) {
        ++failed;
        break;
      }
      if (!answer.starts_with("HTTP/1.1 200")) {
        if (failed++ == 0) std::fprintf(stderr, "%s\n", answer.c_str());
        continue;
      }
      times.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
    }
    ::close(socket);
  }

  static std::string answered(int socket, const std::string& request) {
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      return {};
    }
    std::string answer;
    for (std::size_t length = 0; length == 0 || answer.size() < length;
         length = length_of(answer)) {
      char piece[16'384];
      const ssize_t got = ::recv(socket, piece, sizeof piece, 0);
      if (got <= 0) return {};
      answer.append(piece, static_cast<std::size_t>(got));
    }
    return answer;
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  std::ifstream file(argv[2], std::ios::binary);
  const std::string request{std::istreambuf_iterator<char>(file), {}};
  std::vector<Client> clients(static_cast<std::size_t>(std::atoi(argv[3])));
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::milliseconds{static_cast<int>(1000 * std::atof(argv[4]))};
  {
    std::vector<std::jthread> threads;
    for (Client& client : clients) {
      threads.emplace_back([&] { client.run(port, request, end); });
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::vector<double> times;
  std::size_t failed = 0;
  for (const Client& client : clients) {
    times.insert(times.end(), client.times.begin(), client.times.end());
    failed += client.failed;
  }
  if (times.empty()) return 1;
  std::ranges::sort(times);
  std::printf(
      "{\"answers\": %zu, \"failed\": %zu, \"seconds\": %.4f, \"p50\": %.6f, \"p99\": %.6f}\n",
      times.size(), failed, seconds, times[times.size() / 2], times[times.size() * 99 / 100]);
}
