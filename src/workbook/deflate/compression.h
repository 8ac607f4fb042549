#pragma once

namespace workbook {

enum class Compression {
  kFast,   // compresses a gigabyte of text in a few seconds
  kDense,  // texts become a tenth smaller, in several times the time
};

}  // namespace workbook
