// Measures the disk: repeatedly appends 4 KiB to a file and syncs it.
//   bench-sync FILE SECONDS      prints {"syncs", "seconds"}
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  using Clock = std::chrono::steady_clock;
  const int file = ::open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return 1;
  const std::array<char, 4096> bytes{};
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::milliseconds{static_cast<int>(1000 * std::atof(argv[2]))};
  long syncs = 0;
  for (; Clock::now() < end; ++syncs) {
    if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
        ::fsync(file) != 0) {
      return 1;
    }
  }
  std::printf("{\"syncs\": %ld, \"seconds\": %.4f}\n", syncs,
              std::chrono::duration<double>(Clock::now() - begin).count());
  return ::close(file);
}
