#include "workbook/shared_strings.h"

#include <charconv>
#include <cstring>
#include <new>
#include <utility>

#include "base/digest.h"
#include "workbook/xml/cell_text.h"

namespace workbook {
namespace {

constexpr std::size_t kArenaUnit = 8;  // the unit of Slot::place
constexpr std::size_t kChunkSize = 1024 * 1024;
constexpr std::uint32_t kUnitsPerChunk = kChunkSize / kArenaUnit;
constexpr std::size_t kMaxSharedLength = 64 * 1024;  // longer strings are not worth sharing

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  std::memcpy(&seed, base::random_bytes(sizeof seed).data(), sizeof seed);
  return seed;
}

template <class Word>
Word word_at(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// All bytes of a text of at most 16 bytes, in two words that may overlap.
std::pair<std::uint64_t, std::uint64_t> ends(std::string_view text) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  if (text.size() >= 8) return {word_at<std::uint64_t>(begin), word_at<std::uint64_t>(end - 8)};
  if (text.size() >= 4) return {word_at<std::uint32_t>(begin), word_at<std::uint32_t>(end - 4)};
  if (text.size() >= 2) return {word_at<std::uint16_t>(begin), word_at<std::uint16_t>(end - 2)};
  return {text.empty() ? 0 : static_cast<unsigned char>(*begin), 0};
}

/// The two halves of the 128-bit product, combined by XOR ("wyhash").
std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace

SharedStrings::SharedStrings(base::TempFile& file, CompressionPipeline& pipeline)
    : part_(file, pipeline), slots_(1024), seeds_{random_seed(), random_seed()} {}

SharedStrings::Found SharedStrings::find_or_add(std::string_view raw, std::uint32_t wanted) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t number = wanted & mask;
  for (; slots_[number].place != 0; number = (number + 1) & mask) {
    if (slots_[number].hash != wanted) continue;
    String& string = *std::launder(reinterpret_cast<String*>(at(slots_[number].place)));
    if (string.raw() == raw) return {&string, false};
  }
  const std::size_t cost = raw.size() + sizeof(String) + 4 * sizeof(Slot);
  if (raw.size() > kMaxSharedLength || bytes_ + cost > kMaxBytes) return {nullptr, true};
  bytes_ += cost;
  slots_[number].hash = wanted;
  String& string = add(slots_[number], raw);
  if (size_ * 2 > slots_.size()) grow();
  return {&string, true};
}

void SharedStrings::prefetch_slot(std::uint32_t hash) const {
  __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
}

void SharedStrings::prefetch_string(std::uint32_t hash) const {
  const Slot& slot = slots_[hash & (slots_.size() - 1)];
  if (slot.place != 0) __builtin_prefetch(at(slot.place));
}

char* SharedStrings::at(std::uint32_t place) const {
  const std::uint32_t unit = place - 1;
  return chunks_[unit / kUnitsPerChunk].get() + std::size_t{unit % kUnitsPerChunk} * kArenaUnit;
}

SharedStrings::String& SharedStrings::add(Slot& slot, std::string_view raw) {
  slot.place = allocate(sizeof(String) + raw.size());
  char* const bytes = at(slot.place);
  auto* const string = new (bytes) String{static_cast<std::uint32_t>(raw.size()), -1, 0, 0, {}, 0};
  std::memcpy(bytes + sizeof(String), raw.data(), raw.size());
  const auto end = std::to_chars(string->id, string->id + sizeof string->id, size_++).ptr;
  string->digits = static_cast<std::uint8_t>(end - string->id);
  write_xml(*string);
  return *string;
}

void SharedStrings::write_xml(String& string) {
  const std::string_view raw = string.raw();
  if (needs_no_escaping(raw)) {
    string.flags = kNeedsNoEscaping;
    part_.append(needs_space_preserve(raw) ? "<si><t xml:space=\"preserve\">" : "<si><t>");
    part_.append(raw);
  } else {
    const CellText cell = sanitize_cell_text(raw);
    string.flags = static_cast<std::uint8_t>((cell.is_repaired ? kRepaired : 0) |
                                             (cell.is_truncated ? kTruncated : 0));
    part_.append(needs_space_preserve(cell.text) ? "<si><t xml:space=\"preserve\">" : "<si><t>");
    part_.append(escape_xml(cell.text));
  }
  if (may_be_value(raw)) string.flags |= kMayBeValue;
  part_.append("</t></si>");
}

void SharedStrings::grow() {
  std::vector<Slot> slots(slots_.size() * 2);
  const std::size_t mask = slots.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.place == 0) continue;
    std::size_t number = slot.hash & mask;
    while (slots[number].place != 0) number = (number + 1) & mask;
    slots[number] = slot;
  }
  slots_ = std::move(slots);
}

std::uint32_t SharedStrings::allocate(std::size_t bytes) {
  bytes = (bytes + kArenaUnit - 1) / kArenaUnit * kArenaUnit;
  if (bytes > chunk_left_) {
    chunks_.emplace_back(new char[kChunkSize]);
    chunk_left_ = kChunkSize;
  }
  const std::size_t before = (chunks_.size() - 1) * kChunkSize + (kChunkSize - chunk_left_);
  chunk_left_ -= bytes;
  return static_cast<std::uint32_t>(before / kArenaUnit) + 1;
}

std::uint32_t SharedStrings::hash(std::string_view raw) const {
  std::uint64_t state = seeds_[0] ^ raw.size();
  while (raw.size() > 16) {
    state = folded_product(word_at<std::uint64_t>(raw.data()) ^ seeds_[1],
                           word_at<std::uint64_t>(raw.data() + 8) ^ state);
    raw.remove_prefix(16);
  }
  const auto [first, last] = ends(raw);
  state = folded_product(first ^ seeds_[1], last ^ state);
  return static_cast<std::uint32_t>(state ^ (state >> 32U));
}

}  // namespace workbook
