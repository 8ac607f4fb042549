#include "asset/asset.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "base/error.h"

namespace {

struct Entry {
  const char* name;
  const char* begin;
  const char* end;
};

}  // namespace

// Written by src/asset/embed.cmake, sorted by name.
extern "C" const Entry gormic_bi_asset_table[];
extern "C" const std::uint64_t gormic_bi_asset_count;

namespace asset {
namespace {

std::span<const Entry> entries() { return {gormic_bi_asset_table, gormic_bi_asset_count}; }

}  // namespace

std::string_view bytes(std::string_view name) {
  const auto found = std::ranges::find(entries(), name, &Entry::name);
  if (found == entries().end()) {
    throw base::Error("asset " + std::string{name} + ": not embedded");
  }
  return {found->begin, static_cast<std::size_t>(found->end - found->begin)};
}

std::vector<std::string_view> names(std::string_view prefix) {
  std::vector<std::string_view> found;
  for (const Entry& entry : entries()) {
    if (std::string_view{entry.name}.starts_with(prefix)) found.emplace_back(entry.name);
  }
  return found;
}

}  // namespace asset
