#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

/// Each target defines it: checks one input, and aborts on an error. libFuzzer or corpus_main.cpp
/// calls it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return size == 0 ? std::string{} : std::string{reinterpret_cast<const char*>(data), size};
}

inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Reads the input as a sequence of choices; zeros after its end.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : rest_(text_of(data, size)) {}

  [[nodiscard]] std::size_t below(std::size_t bound) {
    const std::size_t two = 256 * byte();
    return bound == 0 ? 0 : (two + byte()) % bound;
  }
  [[nodiscard]] std::size_t byte() {
    if (at_ == rest_.size()) return 0;
    return static_cast<unsigned char>(rest_[at_++]);
  }
  [[nodiscard]] std::string text(std::size_t size) {
    std::string text = rest_.substr(at_, size);
    at_ += text.size();
    text.resize(size, 'x');
    return text;
  }
  [[nodiscard]] bool is_over() const { return at_ == rest_.size(); }

 private:
  std::string rest_;
  std::size_t at_ = 0;
};

}  // namespace fuzz
