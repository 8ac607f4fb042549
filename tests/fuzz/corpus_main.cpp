// Runs a target on files, and on each of them truncated and modified in many places, without
// libFuzzer, so that every compiler builds and runs the targets.
//   fuzz-TARGET FOLDER...
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "target.h"

namespace {

constexpr int kBent = 200;  // of each file

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string bent(std::string bytes, std::mt19937& chance) {
  const auto below = [&](std::size_t bound) { return chance() % bound; };
  for (std::size_t i = 0; i <= below(4) && !bytes.empty(); ++i) {
    const std::size_t at = below(bytes.size());
    switch (below(5)) {
      case 0:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 1:
        bytes.resize(at);
        break;
      case 2:
        bytes.erase(at, below(16));
        break;
      case 3:
        bytes.insert(at, bytes.substr(below(bytes.size()), below(64)));
        break;
      default:
        bytes.insert(at, below(64), "\r\n\0\"[{%9\xff"[below(9)]);
    }
  }
  return bytes;
}

}  // namespace

int main(int count, char** folders) {
  std::size_t files = 0;
  for (int i = 1; i < count; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator{folders[i]}) {
      std::ifstream file{entry.path(), std::ios::binary};
      const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
      std::mt19937 chance{1447};
      run(bytes);
      for (int j = 0; j < kBent; ++j) run(bent(bytes, chance));
      ++files;
    }
  }
  std::printf("%zu files\n", files);
  return files == 0 ? 1 : 0;
}
