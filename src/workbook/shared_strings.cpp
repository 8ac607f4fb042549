#include "workbook/shared_strings.h"

#include <charconv>
#include <cstring>

#include "base/digest.h"
#include "workbook/cell_text.h"

namespace workbook {
namespace {

constexpr std::size_t kChunk = 1024 * 1024;
constexpr std::size_t kLongest = 64 * 1024;  // longer ones are not worth keeping

std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  std::memcpy(&seed, base::random_bytes(sizeof seed).data(), sizeof seed);
  return seed | 1U;
}

/// The two halves of the 128-bit product, folded ("wyhash").
std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace

SharedStrings::SharedStrings(const std::filesystem::path& scratch, PackingLine& line)
    : part_(scratch, line), slots_(1024), seed_(random_seed()) {}

SharedStrings::Found SharedStrings::find_or_add(std::string_view raw) {
  const std::uint32_t wanted = hash(raw);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = wanted & mask;; at = (at + 1) & mask) {
    if (slots_[at] == 0) break;
    String& string = strings_[slots_[at] - 1];
    if (string.hash == wanted && string.raw() == raw) return {&string, false};
  }
  const std::size_t cost = raw.size() + sizeof(String) + 4 * sizeof(std::uint32_t);
  if (raw.size() > kLongest || bytes_ + cost > kMostBytes) return {nullptr, true};
  bytes_ += cost;
  return {&add(raw, wanted), true};
}

SharedStrings::String& SharedStrings::add(std::string_view raw, std::uint32_t hash) {
  String string = {keep(raw), static_cast<std::uint32_t>(raw.size()), hash, -1, 0, 0, {}};
  const auto end = std::to_chars(string.id, string.id + sizeof string.id, strings_.size()).ptr;
  string.digits = static_cast<std::uint8_t>(end - string.id);
  if (is_plain(raw)) {
    string.flags = kPlain;
    part_.append(needs_preserve(raw) ? "<si><t xml:space=\"preserve\">" : "<si><t>");
    part_.append(raw);
  } else {
    const CellText cell = cell_text(raw);
    string.flags =
        static_cast<std::uint8_t>((cell.repaired ? kRepaired : 0) | (cell.cut ? kCut : 0));
    part_.append(needs_preserve(cell.text) ? "<si><t xml:space=\"preserve\">" : "<si><t>");
    part_.append(xml_escaped(cell.text));
  }
  part_.append("</t></si>");

  strings_.push_back(string);
  if (strings_.size() * 2 > slots_.size()) {
    grow();
  } else {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(strings_.size());
  }
  return strings_.back();
}

void SharedStrings::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2);
  const std::size_t mask = slots.size() - 1;
  for (std::size_t i = 0; i < strings_.size(); ++i) {
    std::size_t at = strings_[i].hash & mask;
    while (slots[at] != 0) at = (at + 1) & mask;
    slots[at] = static_cast<std::uint32_t>(i + 1);
  }
  slots_ = std::move(slots);
}

const char* SharedStrings::keep(std::string_view raw) {
  if (raw.size() > chunk_left_) {
    chunks_.emplace_back(new char[kChunk]);
    chunk_left_ = kChunk;
  }
  char* place = chunks_.back().get() + (kChunk - chunk_left_);
  std::memcpy(place, raw.data(), raw.size());
  chunk_left_ -= raw.size();
  return place;
}

std::uint32_t SharedStrings::hash(std::string_view raw) const {
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15;  // 2^64 over the golden ratio
  std::uint64_t state = seed_ ^ raw.size();
  while (raw.size() > 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, raw.data(), 8);
    state = folded_product(state ^ eight, kOdd);
    raw.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, raw.data(), raw.size());
  state = folded_product(state ^ rest, seed_ ^ kOdd);
  return static_cast<std::uint32_t>(state ^ (state >> 32U));
}

}  // namespace workbook
