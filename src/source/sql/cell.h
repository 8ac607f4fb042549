#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace source {

/// How a source holds a value.
enum class Storage : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };

/// One value of a row.
struct Cell {
  Storage storage = Storage::kNull;
  std::int64_t integer = 0;    // of kInteger
  double real = 0;             // of kReal
  std::string_view text = {};  // of kText and kBlob; bytes that need not be UTF-8
};

/// Whether bytes are a text that somebody wrote: UTF-8 without control characters.
[[nodiscard]] bool is_text(std::string_view bytes);

/// Its text, or its digits (15 significant ones of a binary number); bytes that are no text in
/// hexadecimal capitals, as SQL's HEX() has them; empty where there is no value.
[[nodiscard]] std::string format_cell(const Cell& cell);

}  // namespace source
