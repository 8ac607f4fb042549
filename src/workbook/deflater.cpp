#include "workbook/deflater.h"

#include <limits>
#include <vector>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include "base/error.h"

namespace workbook {
namespace {

std::uint32_t working_memory(int level) {
  switch (level) {
    case 0:
      return ISAL_DEF_LVL0_DEFAULT;
    case 1:
      return ISAL_DEF_LVL1_DEFAULT;
    case 2:
      return ISAL_DEF_LVL2_DEFAULT;
    case 3:
      return ISAL_DEF_LVL3_DEFAULT;
    default:
      throw base::Error("compression level " + std::to_string(level) + " is not 0 to 3");
  }
}

}  // namespace

struct Deflater::State {
  int level;
  std::vector<std::uint8_t> memory;
  std::vector<std::uint8_t> packed;
  isal_zstream stream;  // begins as zeros: its init leaves the window's size as it is
};

Deflater::Deflater(int level)
    : state_(new State{level, std::vector<std::uint8_t>(working_memory(level)), {}, {}}) {}

Deflater::~Deflater() = default;

std::string_view Deflater::deflated(std::string_view bytes) {
  // A stored block holds up to 65,535 bytes behind a header of 5; the flush adds another.
  const std::size_t bound = bytes.size() + (bytes.size() / 65'535 + 2) * 5 + 64;
  if (bound > std::numeric_limits<std::uint32_t>::max()) {
    throw base::Error("compress: a piece of " + std::to_string(bytes.size()) + " bytes");
  }
  if (state_->packed.size() < bound) state_->packed.resize(bound);

  isal_zstream& stream = state_->stream;
  isal_deflate_stateless_init(&stream);
  stream.level = static_cast<std::uint32_t>(state_->level);
  stream.level_buf = state_->memory.data();
  stream.level_buf_size = static_cast<std::uint32_t>(state_->memory.size());
  stream.flush = FULL_FLUSH;
  stream.end_of_stream = 0;
  // ISA-L only reads there, but says so nowhere in its types.
  stream.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
  stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  stream.next_out = state_->packed.data();
  stream.avail_out = static_cast<std::uint32_t>(state_->packed.size());
  const int result = isal_deflate_stateless(&stream);
  if (result != COMP_OK || stream.avail_in != 0) {
    throw base::Error("compress: ISA-L answered " + std::to_string(result));
  }
  return {reinterpret_cast<const char*>(state_->packed.data()), stream.total_out};
}

std::uint32_t crc32(std::uint32_t before, std::string_view bytes) {
  return crc32_gzip_refl(before, reinterpret_cast<const unsigned char*>(bytes.data()),
                         bytes.size());
}

std::uint32_t crc32_of_both(std::uint32_t first, std::uint32_t second, std::uint64_t second_size) {
  return static_cast<std::uint32_t>(
      ::crc32_combine(first, second, static_cast<z_off_t>(second_size)));
}

}  // namespace workbook
