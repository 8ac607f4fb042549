#include "model/definition/arabic_preposition.h"

#include <algorithm>
#include <array>

namespace model {
namespace {

constexpr std::array kPrepositions{
    Preposition{"per", "\u0644\u0643\u0644"},
    Preposition{"from", "\u0645\u0646"},
    Preposition{"to", "\u0625\u0644\u0649"},
    Preposition{"for", " \u0644"},
    Preposition{"by", "\u062d\u0633\u0628"},
    Preposition{"before", "\u0642\u0628\u0644"},
    Preposition{"after", "\u0628\u0639\u062f"},
    Preposition{"without", "\u0628\u062f\u0648\u0646"},
    Preposition{"with", "\u0645\u0639"},
    Preposition{"under", "\u062a\u062d\u062a"},
    Preposition{"in", "\u0641\u064a", false},
    Preposition{"on", "\u0639\u0644\u0649", false},
    Preposition{"at", "\u0639\u0646\u062f", false},
    Preposition{"against", "\u0645\u0642\u0627\u0628\u0644"},
    Preposition{"or", "\u0623\u0648", false},
    Preposition{"via", "\u0639\u0628\u0631"},
    Preposition{"until", "\u062d\u062a\u0649"},
    Preposition{"since", "\u0645\u0646\u0630"},
    Preposition{"within", "\u062e\u0644\u0627\u0644"},
    Preposition{"including", "\u0634\u0627\u0645\u0644"},
    Preposition{"incl", "\u0634\u0627\u0645\u0644"},
    Preposition{"excluding", "\u0628\u062f\u0648\u0646"},
    Preposition{"excl", "\u0628\u062f\u0648\u0646"},
};

}  // namespace

const Preposition* find_preposition(std::string_view english) {
  const auto* found = std::ranges::find(kPrepositions, english, &Preposition::english);
  return found == kPrepositions.end() ? nullptr : found;
}

}  // namespace model
