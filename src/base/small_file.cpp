#include "base/small_file.h"

#include <fstream>

#include "base/utf8.h"

namespace base {

std::optional<std::string> read_small_file(const std::filesystem::path& path) {
  constexpr std::size_t kMaxBytes = 1024 * 1024;
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream stream{path, std::ios::binary};
  std::string text(kMaxBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad() || !stream.eof() || text.size() > kMaxBytes) return std::nullopt;
  return text;
}

std::optional<std::string> read_small_text(const std::filesystem::path& path) {
  auto text = read_small_file(path);
  if (text) text->erase(0, text->size() - base::without_byte_order_mark(*text).size());
  return text;
}

}  // namespace base
