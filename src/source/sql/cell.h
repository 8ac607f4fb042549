#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace source {

/// The storage class of a value, in SQLite's terms.
enum class Storage : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };

/// One value of a row.
struct Cell {
  Storage storage = Storage::kNull;
  std::int64_t integer = 0;    // of kInteger
  double real = 0;             // of kReal
  std::string_view text = {};  // of kText and kBlob; bytes that need not be UTF-8
};

/// Whether the bytes are readable text: UTF-8 without control characters.
[[nodiscard]] bool is_text(std::string_view bytes);

/// The cell's text, or its number in digits, of which a binary number has 15 significant ones.
/// Bytes that are not text are written in hexadecimal capitals, as by SQL's HEX(). Empty for NULL.
[[nodiscard]] std::string format_cell(const Cell& cell);

}  // namespace source
