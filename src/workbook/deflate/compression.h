#pragma once

namespace workbook {

enum class Compression {
  kFast,   // texts at a gigabyte in a few seconds
  kDense,  // texts a tenth smaller, at several times the time
};

}  // namespace workbook
