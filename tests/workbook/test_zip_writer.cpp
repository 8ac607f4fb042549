#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "workbook/deflate/deflater.h"
#include "workbook/zip/zip_writer.h"
#include "workbook/zip/compressed_part.h"
#include "workbook/xml/skeleton.h"

using namespace workbook;

namespace {

int run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()); }

}  // namespace

TEST_CASE("blocks of every kind and size are one deflate stream") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "blocks.zip";
  ZipWriter zip(file, {});
  std::string expected;
  for (int i = 0; i < 200'000; ++i) expected += "<v>" + std::to_string(i * 7919) + "</v>";
  for (const Compression compression : {Compression::kFast, Compression::kDense}) {
    Deflater deflater(compression);
    std::string packed;
    for (std::size_t at = 0, size = 1; at < expected.size(); at += size, size = size * 3 + 1) {
      packed += deflater.compress(std::string_view(expected).substr(at, size));
    }
    packed += kDeflateEnd;
    zip.begin_entry({compression == Compression::kFast ? "fast.txt" : "dense.txt",
                     crc32(0, expected), expected.size(), packed.size()});
    zip.write(packed);
  }
  zip.finish();
  for (const SkeletonPart& part : read_skeleton(file)) CHECK(part.bytes == expected);
}

TEST_CASE("repetition is found, with the same result each time") {
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 500; ++i) {
    state = state * 1'664'525 + 1'013'904'223;
    noise += static_cast<char>(state >> 24U);
  }
  std::string repeated;
  for (int i = 0; i < 100; ++i) repeated += noise;
  Deflater one(Compression::kFast);
  Deflater other(Compression::kFast);
  const std::string first(one.compress(repeated));
  CHECK(first.size() < noise.size() * 4);
  CHECK(other.compress(repeated) == first);
}

TEST_CASE("a piece is compressed to the same bytes at any address of the compressor") {
  std::vector<std::string> pieces;
  std::uint32_t state = 1;
  for (std::size_t size = 20; size < 800; size += 13) {
    std::string& piece = pieces.emplace_back();
    while (piece.size() < size) {
      state = state * 1'664'525 + 1'013'904'223;
      piece += "<a b=\"" + std::to_string(state >> 28U) + "\"/>";
    }
  }
  std::vector<std::string> first;
  std::vector<std::unique_ptr<Deflater>> all;  // each at another address
  for (int i = 0; i < 200; ++i) {
    Deflater& deflater = *all.emplace_back(std::make_unique<Deflater>(Compression::kFast));
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      const std::string packed{deflater.compress(pieces[at])};
      if (i == 0) first.push_back(packed);
      if (packed != first[at]) FAIL("another compressor packs piece " << at << " differently");
    }
  }
}

TEST_CASE("no piece refers to bytes before it, whatever it begins with") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "bytes.zip";
  ZipWriter zip(file, {});
  std::vector<std::string> pieces;
  std::string all;  // each byte precedes a copy of the beginning
  for (int byte = 0; byte < 256; ++byte) all += "abc" + std::string(1, static_cast<char>(byte));
  for (const char* start : {"", "abc", "\xFF\xFF\xFF\xFF\xFF", "\xFF\xFF\xFF"}) {
    for (std::size_t length : {0, 1, 3, 16, 17, 64, 1'000}) {
      pieces.push_back(start + all.substr(0, length) + start + "abcabc");
    }
  }
  for (const char byte : {'\xFF', '\x00', 'a'}) pieces.emplace_back(400, byte);
  for (std::size_t size : {1, 2, 3, 4, 5, 15, 16, 17}) pieces.emplace_back(size, '\xFF');
  Deflater deflater(Compression::kFast);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string packed = std::string{deflater.compress(pieces[i])} + std::string{kDeflateEnd};
    zip.begin_entry({std::to_string(i), crc32(0, pieces[i]), pieces[i].size(), packed.size()});
    zip.write(packed);
  }
  zip.finish();
  const std::vector<SkeletonPart> parts = read_skeleton(file);
  REQUIRE(parts.size() == pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) CHECK(parts[i].bytes == pieces[i]);

  const auto empty = temp_dir.path() / "empty.zip";
  ZipWriter other(empty, {});
  const std::string packed = std::string{deflater.compress({})} + std::string{kDeflateEnd};
  other.begin_entry({"empty", crc32(0, {}), 0, packed.size()});
  other.write(packed);
  other.finish();
  CHECK(run("unzip -tq '" + empty.string() + "'") == 0);
}

TEST_CASE("an incompressible block fits") {
  Deflater deflater(Compression::kFast);
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 600'000; ++i) {
    state = state * 1'664'525 + 1'013'904'223;
    noise += static_cast<char>(state >> 24U);
  }
  CHECK(deflater.compress(noise).size() >= noise.size());
}

TEST_CASE("a part of more than 4 GiB is a zip64 entry, and so is the one after it") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "large.zip";
  constexpr std::uint64_t kBlocks = 8'200;
  const std::string block(512 * 1024, ' ');
  Deflater deflater(Compression::kFast);
  const std::string packed(deflater.compress(block));
  std::uint32_t crc = 0;
  const std::uint32_t block_crc = crc32(0, block);
  for (std::uint64_t i = 0; i < kBlocks; ++i) crc = combine_crc32(crc, block_crc, block.size());
  ZipWriter zip(file, {});
  zip.begin_entry({"large.txt", crc, kBlocks * block.size(), kBlocks * packed.size() + 2});
  for (std::uint64_t i = 0; i < kBlocks; ++i) zip.write(packed);
  zip.write(kDeflateEnd);
  zip.begin_entry({"small.txt", crc32(0, ""), 0, 2});
  zip.write(kDeflateEnd);
  zip.finish();
  CHECK(run("/usr/bin/python3 -c 'import sys, zipfile; "
            "z = zipfile.ZipFile(sys.argv[1]); "
            "sys.exit(z.getinfo(\"large.txt\").file_size != 8200 * 524288)' " +
            file.string()) == 0);
}

TEST_CASE("a central directory that does not match is detected") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "one.zip";
  ZipWriter zip(file, {});
  zip.begin_entry({"a.txt", crc32(0, ""), 0, 2});
  zip.write(kDeflateEnd);
  zip.finish();
  std::vector<ZipEntry> entries = zip.entries();
  CHECK_NOTHROW(verify_zip(file, entries));
  entries[0].crc = 1;
  CHECK_THROWS_AS(verify_zip(file, entries), base::Error);
  entries = zip.entries();
  entries.push_back(entries[0]);
  CHECK_THROWS_AS(verify_zip(file, entries), base::Error);

  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(14);  // the CRC in the local header
  bytes.put('\x01');
  bytes.close();
  CHECK_THROWS_AS(verify_zip(file, zip.entries()), base::Error);
}

TEST_CASE("a zip file that is not finished leaves no file") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "half.zip";
  {
    ZipWriter zip(file, {});
    zip.begin_entry({"a.txt", 0, 5, 5});
    zip.write("1234");
    CHECK_THROWS_AS(zip.finish(), base::Error);
  }
  CHECK(std::filesystem::is_empty(temp_dir.path()));
}
