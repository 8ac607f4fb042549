#include "model/definition/table_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace model {
namespace {

// Kinds of tables, and modules of well-known products.
constexpr std::array<std::string_view, 12> kPrefixes{"tbl", "tb",  "dim", "fact", "v",   "vw",
                                                     "mst", "crm", "hs",  "hr",   "lkp", "tmp"};
constexpr std::array<std::string_view, 4> kSuffixes{"master", "mst", "tbl", "table"};

bool is_in(const auto& marks, const std::string& word) {
  return std::ranges::find(marks, word) != marks.end();
}

}  // namespace

std::vector<std::string> expand_table(const TitleWords& vocabulary,
                                      const std::vector<std::string>& words) {
  std::vector<std::string> rest = words;
  while (rest.size() > 1 && is_in(kPrefixes, rest.front())) rest.erase(rest.begin());
  if (rest.size() > 1 && is_in(kSuffixes, rest.back())) rest.pop_back();
  return vocabulary.expand(rest);
}

}  // namespace model
