#pragma once

#include <cstdint>
#include <string>

namespace workbook {

/// A PNG or JPEG that a sheet can show. Immutable. Thread-safe.
class Image {
 public:
  /// Throws base::Error for anything else.
  explicit Image(std::string bytes);

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  /// In pixels of 1/96 inch, after scaling by the resolution that the file states.
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }

 private:
  void read_png();
  void read_jpeg();
  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t size) const;

  std::string bytes_;
  double width_ = 0;
  double height_ = 0;
};

}  // namespace workbook
