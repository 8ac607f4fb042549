#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"
#include "catch.h"
#include "scratch.h"
#include "workbook/deflater.h"
#include "workbook/package.h"
#include "workbook/packed_part.h"
#include "workbook/skeleton.h"

using namespace workbook;

namespace {

int run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()); }

}  // namespace

TEST_CASE("blocks of every kind and size are one deflate stream") {
  const Scratch scratch;
  const auto file = scratch.path() / "blocks.zip";
  Package package(file, {});
  std::string expected;
  for (int i = 0; i < 200'000; ++i) expected += "<v>" + std::to_string(i * 7919) + "</v>";
  for (const Compression compression : {Compression::kFast, Compression::kDense}) {
    Deflater deflater(compression);
    std::string packed;
    for (std::size_t at = 0, size = 1; at < expected.size(); at += size, size = size * 3 + 1) {
      packed += deflater.deflated(std::string_view(expected).substr(at, size));
    }
    packed += kDeflateEnd;
    package.add({compression == Compression::kFast ? "fast.txt" : "dense.txt", crc32(0, expected),
                 expected.size(), packed.size()});
    package.write(packed);
  }
  package.finish();
  for (const SkeletonPart& part : read_skeleton(file)) CHECK(part.bytes == expected);
}

TEST_CASE("repetition is found, each time alike") {
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
  const std::string first(one.deflated(repeated));
  CHECK(first.size() < noise.size() * 4);
  CHECK(other.deflated(repeated) == first);
}

TEST_CASE("an incompressible block fits") {
  Deflater deflater(Compression::kFast);
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 600'000; ++i) {
    state = state * 1'664'525 + 1'013'904'223;
    noise += static_cast<char>(state >> 24U);
  }
  CHECK(deflater.deflated(noise).size() >= noise.size());
}

TEST_CASE("a part of more than 4 GiB is a zip64 entry, and so is what comes behind") {
  const Scratch scratch;
  const auto file = scratch.path() / "large.zip";
  constexpr std::uint64_t kBlocks = 8'200;
  const std::string block(512 * 1024, ' ');
  Deflater deflater(Compression::kFast);
  const std::string packed(deflater.deflated(block));
  std::uint32_t crc = 0;
  const std::uint32_t block_crc = crc32(0, block);
  for (std::uint64_t i = 0; i < kBlocks; ++i) crc = crc32_of_both(crc, block_crc, block.size());
  Package package(file, {});
  package.add({"large.txt", crc, kBlocks * block.size(), kBlocks * packed.size() + 2});
  for (std::uint64_t i = 0; i < kBlocks; ++i) package.write(packed);
  package.write(kDeflateEnd);
  package.add({"small.txt", crc32(0, ""), 0, 2});
  package.write(kDeflateEnd);
  package.finish();
  CHECK(run("/usr/bin/python3 -c 'import sys, zipfile; "
            "z = zipfile.ZipFile(sys.argv[1]); "
            "sys.exit(z.getinfo(\"large.txt\").file_size != 8200 * 524288)' " +
            file.string()) == 0);
}

TEST_CASE("a directory that says something else is noticed") {
  const Scratch scratch;
  const auto file = scratch.path() / "one.zip";
  Package package(file, {});
  package.add({"a.txt", crc32(0, ""), 0, 2});
  package.write(kDeflateEnd);
  package.finish();
  std::vector<Entry> entries = package.entries();
  CHECK_NOTHROW(check_package(file, entries));
  entries[0].crc = 1;
  CHECK_THROWS_AS(check_package(file, entries), base::Error);
  entries = package.entries();
  entries.push_back(entries[0]);
  CHECK_THROWS_AS(check_package(file, entries), base::Error);

  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(14);  // the CRC in the local header
  bytes.put('\x01');
  bytes.close();
  CHECK_THROWS_AS(check_package(file, package.entries()), base::Error);
}

TEST_CASE("a package that is not finished leaves no file") {
  const Scratch scratch;
  const auto file = scratch.path() / "half.zip";
  {
    Package package(file, {});
    package.add({"a.txt", 0, 5, 5});
    package.write("1234");
    CHECK_THROWS_AS(package.finish(), base::Error);
  }
  CHECK(std::filesystem::is_empty(scratch.path()));
}
