#include "model/small_file.h"

#include <fstream>

#include "base/utf8.h"

namespace model {

std::optional<std::string> read_small_file(const std::filesystem::path& path) {
  constexpr std::size_t kMost = 1024 * 1024;
  std::error_code fault;
  if (!std::filesystem::is_regular_file(path, fault)) return std::nullopt;
  std::ifstream stream{path, std::ios::binary};
  std::string text(kMost + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad() || !stream.eof() || text.size() > kMost) return std::nullopt;
  return text;
}

std::optional<std::string> read_small_text(const std::filesystem::path& path) {
  auto text = read_small_file(path);
  if (text) text->erase(0, text->size() - base::without_byte_order_mark(*text).size());
  return text;
}

}  // namespace model
