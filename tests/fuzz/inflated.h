#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

#include "workbook/deflate/deflater.h"

namespace fuzz {

/// The bytes as inflated by zlib; empty when they are not a deflate stream.
inline std::string inflated(std::string_view packed, std::size_t size) {
  std::string in = std::string{packed} + std::string{workbook::kDeflateEnd};
  std::string bytes(size + 1, '\0');
  z_stream stream = {};
  if (inflateInit2(&stream, -15) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int result = inflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return result == Z_STREAM_END && stream.avail_in == 0 ? bytes : std::string{};
}

}  // namespace fuzz
