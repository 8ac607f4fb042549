#include "app/command/config_file.h"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <sstream>
#include <string_view>

#include "base/error.h"
#include "base/utf8.h"

namespace app {
namespace {

/// Without CLI11's marks of where sections begin ("++") and end ("--").
std::vector<CLI::ConfigItem> without_marks(std::vector<CLI::ConfigItem> items) {
  std::erase_if(items, [](const auto& item) { return item.name == "++" || item.name == "--"; });
  return items;
}

/// CLI11 reads a list over several lines only if its first line has more than the bracket.
std::string with_first_values_beside_brackets(std::string_view text) {
  std::string result;
  for (const auto part : std::views::split(text, '\n')) {
    std::string line{part.begin(), part.end()};
    CLI::detail::trim(line);
    const bool opens_list = line.ends_with('[') &&
                            CLI::detail::trim_copy(line.substr(0, line.size() - 1)).ends_with('=');
    result += line + (opens_list ? "" : "\n");
  }
  return result;
}

/// The first so many lines.
std::string_view beginning(std::string_view text, std::size_t lines) {
  std::size_t end = 0;
  for (; lines > 0 && end < text.size(); --lines)
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return text.substr(0, end);
}

}  // namespace

std::vector<CLI::ConfigItem> ConfigFile::from_config(std::istream& input) const {
  const std::string bytes{std::istreambuf_iterator<char>{input}, {}};
  if (!base::is_utf8(bytes) || bytes.find('\0') != std::string::npos) {
    throw base::Error(
        "--config: the file is not UTF-8 text. Save it as UTF-8 (some editors call UTF-16 "
        "\"Unicode\")");
  }
  std::istringstream text{with_first_values_beside_brackets(base::without_byte_order_mark(bytes))};
  return CLI::ConfigTOML::from_config(text);
}

/// CLI11 knows no lines. An entry is in the last line of the shortest beginning of the file that
/// has it.
std::vector<ConfigFile::Entry> ConfigFile::entries(const std::string& bytes) const {
  const auto items_of = [this](std::string_view text) {
    std::istringstream stream{std::string{text}};
    return without_marks(from_config(stream));
  };
  const auto lines = std::views::iota(
      std::size_t{1}, static_cast<std::size_t>(std::ranges::count(bytes, '\n')) + 2);
  std::vector<Entry> entries;
  for (const CLI::ConfigItem& item : items_of(bytes)) {
    const auto line = std::ranges::partition_point(lines, [&](std::size_t count) {
      return items_of(beginning(bytes, count)).size() <= entries.size();
    });
    entries.push_back({item.parents, item.name, item.inputs, *line});
  }
  return entries;
}

}  // namespace app
