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
  std::int64_t integer = 0;  // of kInteger
  double real = 0;           // of kReal
  std::string_view text;     // of kText and kBlob; bytes that need not be UTF-8
};

/// Its text, or its digits; empty where there is no value.
[[nodiscard]] std::string text(const Cell& cell);

}  // namespace source
