#include "source/driver/sql_error.h"

#include <algorithm>

namespace source {

std::string format_sql_error(std::string_view state, std::string_view words) {
  constexpr std::string_view kDataException = "22";
  const bool quotes_values = state.starts_with(kDataException);
  std::string line{state};
  if (!line.empty()) line += ' ';
  line += quotes_values ? words.substr(0, words.find_first_of("\"'")) : words;
  const std::size_t last = line.find_last_not_of(" \r\n");
  line.resize(last == std::string::npos ? 0 : last + 1);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

bool is_connection_error(std::string_view state) {
  return state.starts_with("08") || state.starts_with("57P");
}

bool is_rollback_error(std::string_view state) { return state.starts_with("40"); }

}  // namespace source
