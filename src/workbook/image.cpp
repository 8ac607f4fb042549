#include "workbook/image.h"

#include <string_view>

#include "base/error.h"

namespace workbook {
namespace {

constexpr double kDotsPerInch = 96;
constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n";
constexpr std::string_view kJpeg = "\xFF\xD8\xFF";

[[noreturn]] void fail() { throw base::Error("image: neither a PNG nor a JPEG"); }

/// ITU-T T.81, table B.1: the markers of frames; the other markers of this range have other
/// meanings.
bool is_frame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

}  // namespace

Image::Image(std::string bytes) : bytes_(std::move(bytes)) {
  if (bytes_.starts_with(kPng)) {
    read_png();
  } else if (bytes_.starts_with(kJpeg)) {
    read_jpeg();
  }
  if (!(width_ >= 1 && height_ >= 1)) fail();
}

std::uint32_t Image::number(std::size_t at, std::size_t size) const {
  if (at > bytes_.size() || size > bytes_.size() - at) fail();
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes_[at + i]);
  }
  return value;
}

/// PNG (third edition), 5.3: a length, a name, the data and a CRC; IHDR is the first chunk.
void Image::read_png() {
  width_ = number(16, 4);
  height_ = number(20, 4);
  for (std::size_t at = 8; at + 12 <= bytes_.size();) {
    const std::uint32_t length = number(at, 4);
    const std::string_view name = std::string_view{bytes_}.substr(at + 4, 4);
    if (name == "IDAT") break;
    if (name == "pHYs" && length == 9 && number(at + 16, 1) == 1) {
      constexpr double kMetersPerInch = 0.0254;
      const double across = number(at + 8, 4) * kMetersPerInch;
      const double down = number(at + 12, 4) * kMetersPerInch;
      if (across >= 1 && down >= 1) {
        width_ *= kDotsPerInch / across;
        height_ *= kDotsPerInch / down;
      }
    }
    at += std::size_t{12} + length;
  }
}

/// ITU-T T.81, B.1: segments of a marker and a length; JFIF's holds the resolution.
void Image::read_jpeg() {
  double across = kDotsPerInch;
  double down = kDotsPerInch;
  for (std::size_t at = 2; at + 9 < bytes_.size();) {
    const std::uint32_t marker = number(at + 1, 1);
    if (number(at, 1) != 0xFF || marker == 0xDA) return;
    if (marker == 0xE0) {
      const std::uint32_t unit = number(at + 11, 1);  // 1 is per inch, 2 per centimeter
      const double scale = unit == 2 ? 2.54 : 1;
      if ((unit == 1 || unit == 2) && number(at + 12, 2) > 0 && number(at + 14, 2) > 0) {
        across = number(at + 12, 2) * scale;
        down = number(at + 14, 2) * scale;
      }
    }
    if (is_frame(marker)) {
      height_ = number(at + 5, 2) * kDotsPerInch / down;
      width_ = number(at + 7, 2) * kDotsPerInch / across;
    }
    at += std::size_t{2} + number(at + 2, 2);
  }
}

}  // namespace workbook
