#include "workbook/zip/zip_writer.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include <minizip/unzip.h>
#include <unistd.h>

#include "base/error.h"

namespace workbook {
namespace {

constexpr std::uint64_t kMax32 = 0xFFFF'FFFF;
constexpr std::uint16_t kDeflate = 8;
constexpr std::uint16_t kVersion20 = 20;
constexpr std::uint16_t kVersionZip64 = 45;
constexpr std::uint16_t kZip64Extra = 1;

/// Writes consecutive little-endian fields.
class ByteWriter {
 public:
  ByteWriter& u16(std::uint64_t value) { return bytes(value, 2); }
  ByteWriter& u32(std::uint64_t value) { return bytes(value, 4); }
  ByteWriter& u64(std::uint64_t value) { return bytes(value, 8); }
  ByteWriter& text(std::string_view text) {
    bytes_ += text;
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  ByteWriter& bytes(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_ += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return *this;
  }
  std::string bytes_;
};

std::uint32_t to_dos_time(base::Time time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const int year = static_cast<int>(date.year());
  if (year < 1980) return 0x0021'0000;  // 1980-01-01, the first day of the format
  const hh_mm_ss clock{floor<seconds>(time - day)};
  const auto field = [](auto value) { return static_cast<std::uint32_t>(value); };
  return (field(std::min(year, 2107) - 1980) << 25U) | (field(unsigned{date.month()}) << 21U) |
         (field(unsigned{date.day()}) << 16U) | (field(clock.hours().count()) << 11U) |
         (field(clock.minutes().count()) << 5U) | (field(clock.seconds().count()) / 2);
}

bool has_large_sizes(const ZipEntry& entry) {
  return std::max(entry.size, entry.compressed_size) >= kMax32;
}

/// APPNOTE.TXT, sections 4.3.7 and 4.5.3: the local header has both sizes in its zip64 field, or
/// neither.
std::string local_header(const ZipEntry& entry, std::uint32_t dos_time) {
  const bool large = has_large_sizes(entry);
  ByteWriter record;
  record.u32(0x0403'4B50).u16(large ? kVersionZip64 : kVersion20).u16(0).u16(kDeflate);
  record.u32(dos_time).u32(entry.crc);
  record.u32(large ? kMax32 : entry.compressed_size).u32(large ? kMax32 : entry.size);
  record.u16(entry.name.size()).u16(large ? 20 : 0).text(entry.name);
  if (large) record.u16(kZip64Extra).u16(16).u64(entry.size).u64(entry.compressed_size);
  return record.bytes();
}

/// APPNOTE.TXT, section 4.3.12.
std::string directory_record(const ZipEntry& entry, std::uint32_t dos_time) {
  const bool large = has_large_sizes(entry);
  const bool far = entry.offset >= kMax32;
  ByteWriter extra;
  if (large || far) extra.u16(kZip64Extra).u16((large ? 16U : 0U) + (far ? 8U : 0U));
  if (large) extra.u64(entry.size).u64(entry.compressed_size);
  if (far) extra.u64(entry.offset);
  const auto version = large || far ? kVersionZip64 : kVersion20;
  ByteWriter record;
  record.u32(0x0201'4B50).u16(version).u16(version).u16(0).u16(kDeflate);
  record.u32(dos_time).u32(entry.crc);
  record.u32(large ? kMax32 : entry.compressed_size).u32(large ? kMax32 : entry.size);
  record.u16(entry.name.size()).u16(extra.bytes().size()).u16(0).u16(0).u16(0).u32(0);
  record.u32(far ? kMax32 : entry.offset).text(entry.name).text(extra.bytes());
  return record.bytes();
}

/// APPNOTE.TXT, sections 4.3.14 to 4.3.16.
std::string directory_end(std::uint64_t count, std::uint64_t offset, std::uint64_t size) {
  ByteWriter record;
  if (offset >= kMax32) {
    record.u32(0x0606'4B50).u64(44).u16(kVersionZip64).u16(kVersionZip64).u32(0).u32(0);
    record.u64(count).u64(count).u64(size).u64(offset);
    record.u32(0x0706'4B50).u32(0).u64(offset + size).u32(1);
  }
  record.u32(0x0605'4B50).u16(0).u16(0).u16(count).u16(count).u32(size);
  record.u32(std::min(offset, kMax32)).u16(0);
  return record.bytes();
}

}  // namespace

ZipWriter::ZipWriter(std::filesystem::path file, base::Time created, std::uint64_t max_bytes)
    : file_(std::move(file)),
      dos_time_(to_dos_time(created)),
      descriptor_(base::create_file(file_)),
      max_bytes_(max_bytes) {}

ZipWriter::~ZipWriter() {
  if (finished_) return;
  if (descriptor_ >= 0) ::close(descriptor_);
  ::unlink(file_.c_str());
}

void ZipWriter::begin_entry(ZipEntry entry) {
  check_last_entry();
  entry.offset = bytes_;
  entries_.push_back(std::move(entry));
  write(local_header(entries_.back(), dos_time_));
  data_offset_ = bytes_;
}

void ZipWriter::write(std::string_view bytes) {
  base::check_size_limit(bytes_ + bytes.size(), max_bytes_);
  base::write_all(descriptor_, bytes, file_.string());
  digest_.update(bytes);
  bytes_ += bytes.size();
}

void ZipWriter::finish() {
  check_last_entry();
  const std::uint64_t offset = bytes_;
  std::string directory;
  for (const ZipEntry& entry : entries_) directory += directory_record(entry, dos_time_);
  write(directory + directory_end(entries_.size(), offset, directory.size()));
  sha256_ = digest_.finish();
  if (::fsync(descriptor_) != 0) {
    throw base::Error("sync " + file_.string() + ": " + std::generic_category().message(errno));
  }
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    throw base::Error("close " + file_.string() + ": " + std::generic_category().message(errno));
  }
  verify_zip(file_, entries_);
  if (std::filesystem::file_size(file_) != bytes_) {
    throw base::Error("check " + file_.string() + ": it has not the size that was written");
  }
  finished_ = true;
}

void ZipWriter::check_last_entry() const {
  if (!entries_.empty() && bytes_ - data_offset_ != entries_.back().compressed_size) {
    throw base::Error("write " + file_.string() + ": " + entries_.back().name + " has " +
                      std::to_string(bytes_ - data_offset_) + " bytes and not " +
                      std::to_string(entries_.back().compressed_size));
  }
}

void AssembledPart::add_text(std::string_view bytes) {
  if (bytes.empty()) return;
  pieces_.push_back({std::string(deflater_.compress(bytes)), nullptr});
  crc_ = crc32(crc_, bytes);
  size_ += bytes.size();
  compressed_size_ += pieces_.back().compressed.size();
}

void AssembledPart::add_streamed(const CompressedPart& part) {
  pieces_.push_back({{}, &part});
  crc_ = combine_crc32(crc_, part.crc(), part.size());
  size_ += part.size();
  compressed_size_ += part.compressed_size();
}

void AssembledPart::write_to(ZipWriter& zip) const {
  const auto write = [&](std::string_view bytes) {
    if (stop_.stop_requested()) throw base::Canceled();
    zip.write(bytes);
  };
  zip.begin_entry({name_, crc_, size_, compressed_size_ + kDeflateEnd.size()});
  for (const Piece& piece : pieces_) {
    write(piece.compressed);
    if (piece.streamed != nullptr) piece.streamed->read_compressed(write);
  }
  write(kDeflateEnd);
}

void verify_zip(const std::filesystem::path& file, const std::vector<ZipEntry>& entries) {
  struct Close {
    void operator()(void* zip) const { unzClose(zip); }
  };
  const std::unique_ptr<void, Close> zip(unzOpen64(file.c_str()));
  const auto require = [&](bool holds, const std::string& what) {
    if (!holds) throw base::Error("check " + file.string() + ": " + what);
  };
  require(zip != nullptr, "no zip directory");
  unz_global_info64 global = {};
  require(unzGetGlobalInfo64(zip.get(), &global) == UNZ_OK, "a broken zip directory");
  require(global.number_entry == entries.size(), "a wrong number of entries");
  for (const ZipEntry& entry : entries) {
    const int at =
        &entry == &entries.front() ? unzGoToFirstFile(zip.get()) : unzGoToNextFile(zip.get());
    unz_file_info64 info = {};
    std::string name(entry.name.size() + 1, '\0');
    require(at == UNZ_OK && unzGetCurrentFileInfo64(zip.get(), &info, name.data(), name.size(),
                                                    nullptr, 0, nullptr, 0) == UNZ_OK,
            "a broken directory entry, " + entry.name);
    name.pop_back();
    // Debian 12's minizip does not read zip64 fields and returns the placeholders instead.
    const bool large = has_large_sizes(entry);
    const auto is_size = [&](std::uint64_t seen, std::uint64_t size) {
      return seen == size || (large && seen == kMax32);
    };
    require(name == entry.name && info.size_filename == entry.name.size() &&
                info.crc == entry.crc && is_size(info.uncompressed_size, entry.size) &&
                is_size(info.compressed_size, entry.compressed_size),
            "a wrong directory entry, " + entry.name);
    if (entry.offset >= kMax32) continue;
    // Opening an entry compares the local header with the directory.
    require(unzOpenCurrentFile(zip.get()) == UNZ_OK, "a wrong local header, " + entry.name);
    require(unzCloseCurrentFile(zip.get()) == UNZ_OK, "a broken entry, " + entry.name);
  }
}

}  // namespace workbook
