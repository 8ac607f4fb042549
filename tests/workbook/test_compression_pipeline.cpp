#include <sched.h>
#include <sys/resource.h>
#include <zlib.h>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "base/cpu_slots.h"
#include "base/error.h"
#include "base/temp_file.h"
#include "support/catch.h"
#include "support/failing_threads.h"
#include "support/temp_dir.h"
#include "workbook/deflate/deflater.h"
#include "workbook/zip/compressed_part.h"
#include "workbook/deflate/block_compressor.h"
#include "workbook/zip/compression_pipeline.h"
#include "workbook/deflate/huffman_code.h"

using namespace workbook;

namespace {

/// Inflates with zlib; empty if it is not a deflate stream.
std::string inflated(const std::string& packed, std::size_t size) {
  std::string bytes(size + 1, '\0');
  z_stream stream = {};
  REQUIRE(inflateInit2(&stream, -15) == Z_OK);
  std::string in = packed + std::string(kDeflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int result = inflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return result == Z_STREAM_END && stream.avail_in == 0 ? bytes : std::string();
}

Block make_block(const std::vector<std::string>& pieces, std::size_t pieces_of_a_row) {
  Block block;
  block.pieces_per_row = pieces_of_a_row;
  for (const std::string& piece : pieces) {
    block.boundaries.push_back({static_cast<std::uint32_t>(block.size)});
    piece.copy(block.bytes.get() + block.size, piece.size());
    block.size += piece.size();
  }
  return block;
}

/// Rows of XML as a sheet has them, with values from `value`.
template <class Value>
Block make_rows(std::size_t rows, std::size_t columns, const Value& value) {
  std::vector<std::string> pieces;
  for (std::size_t row = 1; row <= rows; ++row) {
    pieces.push_back("<row r=\"" + std::to_string(row) + "\">");
    for (std::size_t column = 0; column < columns; ++column) {
      pieces.push_back("<c r=\"" + std::string(1, static_cast<char>('A' + column)) +
                       std::to_string(row) + "\" s=\"" + std::to_string(column / 2) + "\"><v>" +
                       value(row, column) + "</v></c>");
    }
    pieces.emplace_back("</row>");
  }
  return make_block(pieces, columns + 2);
}

/// While this lives, no file of this process grows beyond `bytes`, as on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lower{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &lower);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

}  // namespace

TEST_CASE("a Huffman code is complete, within its limit, and shorter for frequent symbols") {
  std::vector<std::uint32_t> fibonacci{1, 1};  // make the deepest possible tree
  while (fibonacci.size() < 40)
    fibonacci.push_back(*(fibonacci.end() - 1) + *(fibonacci.end() - 2));
  const std::vector<std::uint32_t> even(286, 7);
  const std::vector<std::uint32_t> none(30, 0);
  std::vector<std::uint32_t> one(30, 0);
  one[29] = 1'000'000;
  for (const auto& counts : {fibonacci, even, none, one}) {
    for (const int longest : {9, 15}) {
      const HuffmanCode code(counts, longest);
      double sum = 0;
      for (std::size_t i = 0; i < counts.size(); ++i) {
        CHECK(code[i].length <= longest);
        CHECK((counts[i] == 0 || code[i].length > 0));
        if (code[i].length > 0) sum += std::pow(2.0, -code[i].length);
        if (i > 0 && counts[i] > counts[i - 1] && counts[i - 1] > 0) {
          CHECK(code[i].length <= code[i - 1].length);
        }
      }
      CHECK(sum == 1.0);
    }
  }
}

TEST_CASE(
    "compressed rows inflate to the original and are smaller than with a general compressor") {
  std::mt19937 random(7);
  const Block block = make_rows(1'000, 8, [&](std::size_t row, std::size_t column) {
    return column == 0 ? std::to_string(row) : std::to_string(random() % 100'000);
  });
  BlockCompressor compressor(Compression::kFast);
  const std::string packed(compressor.compress(block));
  CHECK(inflated(packed, block.size) == block.view());
  Deflater general(Compression::kDense);
  CHECK(packed.size() < general.compress(block.view()).size());
  CHECK(compressor.compress(block) == packed);
}

TEST_CASE("rows of any pieces inflate to the original") {
  const unsigned seed = GENERATE(range(0U, 60U));
  std::mt19937 random(seed);
  const auto below = [&](std::size_t most) { return random() % most; };
  const std::size_t of_a_row = 1 + below(12);
  const std::size_t letters = 1 + below(40);  // few, so that all of them repeat
  std::vector<std::string> pieces;
  std::size_t size = 0;
  while (size < 100'000) {
    std::string piece;
    const bool is_again = pieces.size() >= of_a_row && below(3) > 0;
    if (is_again) piece = *(pieces.end() - static_cast<std::ptrdiff_t>(of_a_row));
    const std::size_t changes = below(4);
    for (std::size_t i = 0; i < changes; ++i) {
      std::string other(below(below(20) == 0 ? 3'000 : 12), 'x');
      for (char& c : other) c = static_cast<char>('0' + below(letters));
      const std::size_t at = below(piece.size() + 1);
      piece.replace(at, below(piece.size() - at + 1), other);
    }
    size += piece.size();
    pieces.push_back(piece);
  }
  const Block block = make_block(pieces, of_a_row);
  RowMatchFinder match_finder;
  const auto sequences = match_finder.find(block);
  DeflateBlockEncoder encoder;
  CHECK(inflated(std::string(encoder.encode(block.view(), sequences)), block.size) == block.view());
}

TEST_CASE("rows wider than the deflate window are compressed all the same") {
  const std::string wide(5'000, 'w');
  const Block block = make_rows(10, 9, [&](std::size_t, std::size_t) { return wide; });
  BlockCompressor compressor(GENERATE(Compression::kFast, Compression::kDense));
  const std::string packed(compressor.compress(block));
  CHECK(inflated(packed, block.size) == block.view());
  CHECK(packed.size() < block.size / 10);  // by the general compressor
}

TEST_CASE("a part is the same from the caller's thread and from the pipeline's own") {
  const TempDir temp_dir;
  std::vector<std::string> results;
  base::CpuSlots none(0);
  base::CpuSlots one(1);
  for (base::CpuSlots* cores : std::array<base::CpuSlots*, 3>{nullptr, &none, &one}) {
    base::TempFile file(temp_dir.path());
    CompressionPipeline pipeline(Compression::kFast, cores);
    CompressedPart rows(file, pipeline, 1);
    CompressedPart texts(file, pipeline);
    std::string expected;
    for (int i = 0; i < 200'000; ++i) {
      const std::string row = "<row r=\"" + std::to_string(i) + "\"></row>";
      char* const at = rows.reserve(row.size());
      rows.add_boundary();
      row.copy(at, row.size());
      rows.commit(at + row.size());
      expected += row;
      texts.append(row);
    }
    rows.close();
    texts.close();
    pipeline.finish();
    CHECK(rows.size() == expected.size());
    CHECK(rows.crc() == crc32(0, expected));
    CHECK(texts.crc() == rows.crc());
    std::string packed;
    rows.read_compressed([&](std::string_view bytes) { packed += bytes; });
    CHECK(rows.compressed_size() == packed.size());
    CHECK(inflated(packed, expected.size()) == expected);
    results.push_back(packed);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  CHECK(one.try_acquire());  // the pipeline released it
}

TEST_CASE("a pipeline that is destroyed with blocks queued releases its core") {
  const TempDir temp_dir;
  base::CpuSlots cores(1);
  {
    base::TempFile file(temp_dir.path());
    CompressionPipeline pipeline(Compression::kDense, &cores);
    CompressedPart part(file, pipeline);
    for (int i = 0; i < 3; ++i) part.append(std::string(CompressedPart::kBlockSize, 'a'));
    pipeline.cancel();
  }
  CHECK(cores.try_acquire());
  CHECK_FALSE(cores.try_acquire());
}

TEST_CASE("a pipeline compresses without a thread if the system has none, and keeps no core") {
  const TempDir temp_dir;
  base::CpuSlots cores(1);
  base::TempFile file(temp_dir.path());
  CompressionPipeline pipeline(Compression::kFast, &cores);
  CompressedPart part(file, pipeline);
  std::mt19937 random(5);
  std::string expected;
  const auto append_block = [&] {
    std::string block(CompressedPart::kBlockSize, '\0');
    for (char& c : block) c = static_cast<char>('a' + random() % 4);
    part.append(block);
    expected += block;
  };
  {
    const FailingThreads failing_threads;
    for (int i = 0; i < 3; ++i) append_block();
    CHECK(failing_threads.failed() >= 2);
    CHECK(cores.try_acquire());  // the core is free
    cores.release();
  }
  for (int i = 0; i < 3; ++i) append_block();  // threads can be started again
  part.close();
  pipeline.finish();
  std::string packed;
  part.read_compressed([&](std::string_view bytes) { packed += bytes; });
  CHECK(inflated(packed, expected.size()) == expected);
  CHECK(cores.try_acquire());
  CHECK_FALSE(cores.try_acquire());
}

TEST_CASE(
    "a pipeline whose workbook is stopped compresses nothing more, and its callers get an "
    "exception") {
  const TempDir temp_dir;
  base::CpuSlots cores(1);
  std::stop_source stop;
  base::TempFile file(temp_dir.path());
  const bool has_thread = GENERATE(false, true);
  CompressionPipeline pipeline(Compression::kDense, has_thread ? &cores : nullptr,
                               stop.get_token());
  CompressedPart part(file, pipeline);
  part.append(std::string(CompressedPart::kBlockSize, 'a'));
  SECTION("before the next block") {
    stop.request_stop();
    CHECK_THROWS_AS(part.append(std::string(2 * CompressedPart::kBlockSize, 'a')), base::Canceled);
  }
  SECTION("while it finishes") {
    if (has_thread) part.flush();
    stop.request_stop();
    CHECK_THROWS_AS(pipeline.finish(), base::Canceled);
  }
  pipeline.cancel();
  CHECK(cores.try_acquire());
}

TEST_CASE("a file that exceeds its limit is stopped there, not at its end") {
  const TempDir temp_dir;
  base::TempFile file(temp_dir.path(), 100);
  static_cast<void>(file.append(std::string(100, 'x')));
  CHECK_THROWS_AS(file.append("x"), base::SizeLimitExceeded);
}

TEST_CASE("a core goes to the first request, and a slot that must have one exceeds the count") {
  base::CpuSlots cores(1);
  {
    const base::CpuSlot one(cores);
    const base::CpuSlot more(cores);
    CHECK_FALSE(cores.try_acquire());
  }
  CHECK(cores.try_acquire());
  CHECK_FALSE(cores.try_acquire());
  cores.release();
  CHECK(cores.try_acquire());
}

TEST_CASE("only cores that the process may run on count") {
  cpu_set_t before;
  REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
  int core = 0;
  while (!CPU_ISSET(core, &before)) ++core;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
  base::CpuSlots cores;
  REQUIRE(::sched_setaffinity(0, sizeof before, &before) == 0);
  CHECK(cores.try_acquire());
  CHECK_FALSE(cores.try_acquire());
}

TEST_CASE("a failed write in the pipeline's thread is reported to the submitting thread") {
  const TempDir temp_dir;
  const FileSizeLimit limit(256 * 1024);
  base::CpuSlots cores(1);
  base::TempFile file(temp_dir.path());
  CompressionPipeline pipeline(Compression::kFast, &cores);
  CompressedPart part(file, pipeline);
  std::mt19937 random(3);
  std::string noise(CompressedPart::kBlockSize, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  const auto send = [&] {
    part.append(noise);
    part.append(noise);
    pipeline.finish();
  };
  CHECK_THROWS_AS(send(), base::Error);
  CHECK_THROWS_AS(pipeline.finish(), base::Error);  // the error is kept
}
