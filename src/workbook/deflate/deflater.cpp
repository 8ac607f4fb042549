#include "workbook/deflate/deflater.h"

#include <bitset>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include "base/error.h"

namespace workbook {

/// A general compressor. Each of its outputs ends with an empty stored block, at a whole byte.
struct Deflater::Engine {
  virtual ~Engine() = default;
  /// Writes to `to`, which has enough room, and returns the number of bytes.
  virtual std::size_t deflate(std::string_view bytes, std::vector<std::uint8_t>& to) = 0;

  std::vector<std::uint8_t> output;
};

namespace {

/// A byte that never precedes a copy of the piece's first three bytes; every UTF-8 text has one.
std::optional<std::uint8_t> unlike_any_before(std::string_view bytes) {
  constexpr char kNotInUtf8 = '\xFF';
  if (bytes.find(kNotInUtf8) == std::string_view::npos) return 0xFF;
  const std::string_view first = bytes.substr(0, 3);
  std::bitset<256> before;
  for (std::size_t at = bytes.find(first, 1); at != std::string_view::npos;
       at = bytes.find(first, at + 1)) {
    before.set(static_cast<unsigned char>(bytes[at - 1]));
  }
  for (unsigned byte = 0; byte < before.size(); ++byte) {
    if (!before.test(byte)) return static_cast<std::uint8_t>(byte);
  }
  return std::nullopt;
}

}  // namespace

/// ISA-L's second level of four: the third takes twice the time for a few percent of the size.
///
/// For a piece without a history, ISA-L 2.30 and 2.31 compute the first hash from a register that
/// still holds the stream's address (igzip_icf_body_h1_gr_bt.asm, write_first_byte), so that its
/// matches differ from run to run. A history of one byte that no match of at least four bytes can
/// begin with avoids it.
struct Deflater::Fast : Engine {
  std::size_t deflate(std::string_view bytes, std::vector<std::uint8_t>& to) override {
    isal_deflate_init(&stream);
    auto history = unlike_any_before(bytes);
    if (history && isal_deflate_set_dict(&stream, &*history, 1) != COMP_OK) {
      throw base::Error("compress: ISA-L takes no history");
    }
    stream.level = 2;
    stream.level_buf = memory.data();
    stream.level_buf_size = static_cast<std::uint32_t>(memory.size());
    stream.flush = FULL_FLUSH;
    stream.end_of_stream = 0;
    // ISA-L only reads there, but its types do not say so.
    stream.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
    stream.avail_in = static_cast<std::uint32_t>(bytes.size());
    stream.next_out = to.data();
    stream.avail_out = static_cast<std::uint32_t>(to.size());
    const int result = isal_deflate(&stream);
    if (result != COMP_OK || stream.avail_in != 0 || stream.avail_out == 0) {
      throw base::Error("compress: ISA-L answered " + std::to_string(result));
    }
    return stream.total_out;
  }

  std::vector<std::uint8_t> memory = std::vector<std::uint8_t>(ISAL_DEF_LVL2_DEFAULT);
  isal_zstream stream = {};
};

struct Deflater::Dense : Engine {
  Dense() {
    constexpr int kRawWindow = -15;  // the largest window, without zlib's header
    constexpr int kMemory = 8;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindow, kMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw base::Error("compress: zlib does not begin");
    }
  }
  ~Dense() override { deflateEnd(&stream); }
  Dense(const Dense&) = delete;
  Dense& operator=(const Dense&) = delete;

  std::size_t deflate(std::string_view bytes, std::vector<std::uint8_t>& to) override {
    deflateReset(&stream);
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = to.data();
    stream.avail_out = static_cast<uInt>(to.size());
    const int result = ::deflate(&stream, Z_FULL_FLUSH);
    if (result != Z_OK || stream.avail_in != 0 || stream.avail_out == 0) {
      throw base::Error("compress: zlib answered " + std::to_string(result));
    }
    return stream.total_out;
  }

  z_stream stream = {};
};

Deflater::Deflater(Compression compression) {
  if (compression == Compression::kDense) {
    engine_ = std::make_unique<Dense>();
  } else {
    engine_ = std::make_unique<Fast>();
  }
}

Deflater::~Deflater() = default;

std::string_view Deflater::compress(std::string_view bytes) {
  // A stored block holds up to 65,535 bytes after a header of 5, and up to 16,383 in zlib; the
  // flush adds another.
  const std::size_t bound = bytes.size() + (bytes.size() / 16'383 + 2) * 5 + 64;
  if (bound > std::numeric_limits<std::uint32_t>::max()) {
    throw base::Error("compress: a piece of " + std::to_string(bytes.size()) + " bytes");
  }
  std::vector<std::uint8_t>& output = engine_->output;
  if (output.size() < bound) output.resize(bound);
  const std::size_t size = engine_->deflate(bytes, output);
  return {reinterpret_cast<const char*>(output.data()), size};
}

std::uint32_t crc32(std::uint32_t before, std::string_view bytes) {
  return crc32_gzip_refl(before, reinterpret_cast<const unsigned char*>(bytes.data()),
                         bytes.size());
}

std::uint32_t combine_crc32(std::uint32_t first, std::uint32_t second, std::uint64_t second_size) {
  return static_cast<std::uint32_t>(
      ::crc32_combine(first, second, static_cast<z_off_t>(second_size)));
}

}  // namespace workbook
