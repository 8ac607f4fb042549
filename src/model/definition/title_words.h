#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// What an Arabic adjective agrees with. Plurals of things are feminine.
enum class Agreement : std::uint8_t { kMasculine, kFeminine, kPeople };

/// An Arabic noun without its article, or a phrase that is definite by itself.
struct TitleNoun {
  std::string text;
  Agreement agreement = Agreement::kMasculine;
  bool is_phrase = false;
  bool is_plural = false;
  std::string plural = {};  // of a singular; empty if the vocabulary has none
};

struct TitleAdjective {
  std::string masculine;
  std::string feminine = {};  // empty if it is regular
  bool is_of_head = false;    // "actual delivery date" is an actual date; else of the next noun
};

/// "approved": the adjective, the action ("approval") and the verb ("he approved it"). The last two
/// may be empty.
struct TitleParticiple {
  std::string adjective;
  std::string action;
  std::string verb;
};

/// The Arabic vocabulary of assets/titles. Immutable. Thread-safe.
class TitleWords {
 public:
  using Table = std::map<std::string, std::string, std::less<>>;

  TitleWords();

  /// With abbreviations written out, and numbers apart: "cust", "no2" is "customer", "number", "2".
  [[nodiscard]] std::vector<std::string> expand(const std::vector<std::string>& words) const;

  /// Null if unknown, as below.
  [[nodiscard]] const std::string* phrase(std::string_view words) const {
    return find(phrases_, words);
  }
  [[nodiscard]] const std::string* value(std::string_view words) const {
    return find(values_, words);
  }
  /// "total", which comes first in Arabic, too: "total of the amounts".
  [[nodiscard]] const std::string* leading(std::string_view word) const {
    return find(leading_, word);
  }
  /// "last", whose noun has no article.
  [[nodiscard]] const std::string* superlative(std::string_view word) const {
    return find(superlatives_, word);
  }
  [[nodiscard]] const std::string* unit(std::string_view word) const { return find(units_, word); }
  /// Singular or plural.
  [[nodiscard]] std::optional<TitleNoun> noun(const std::string& word) const;
  [[nodiscard]] const TitleAdjective* adjective(std::string_view word) const {
    return find(adjectives_, word);
  }
  [[nodiscard]] const TitleParticiple* participle(std::string_view word) const {
    return find(participles_, word);
  }
  /// A singular noun with a plural in the vocabulary, as that.
  [[nodiscard]] TitleNoun in_plural(const TitleNoun& noun) const;
  /// A phrase of a title, such as "name of the bank".
  [[nodiscard]] TitleNoun phrase_noun(const std::string& text) const;

  /// English words by Arabic ones, as `fold` spells them. The first translation wins, and phrases
  /// win over words.
  [[nodiscard]] Table english_by_arabic(std::string (*fold)(std::string_view)) const;

 private:
  struct Forms {
    std::string singular;
    std::string plural;
  };

  template <class T>
  [[nodiscard]] static const T* find(const std::map<std::string, T, std::less<>>& table,
                                     std::string_view key) {
    const auto found = table.find(key);
    return found == table.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const Forms* singular_forms(const std::string& word) const;
  [[nodiscard]] Agreement agreement(std::string_view arabic) const;
  [[nodiscard]] bool is_known(std::string_view word) const;

  Table phrases_;
  Table values_;
  Table leading_;
  Table superlatives_;
  Table units_;
  Table abbreviations_;
  std::map<std::string, Forms, std::less<>> nouns_;
  std::map<std::string, TitleAdjective, std::less<>> adjectives_;
  std::map<std::string, TitleParticiple, std::less<>> participles_;
  std::vector<std::string> phrase_order_;  // as in the files
  std::vector<std::string> noun_order_;
  std::set<std::string, std::less<>> plurals_;    // Arabic
  std::set<std::string, std::less<>> masculine_;  // Arabic nouns with the ending of plurals
  std::set<std::string, std::less<>> feminine_;   // Arabic nouns without the feminine ending
  std::set<std::string, std::less<>> people_;     // irregular Arabic plurals
};

[[nodiscard]] const TitleWords& title_words();

/// Whether the text begins with the Arabic article.
[[nodiscard]] bool has_article(std::string_view arabic);
[[nodiscard]] std::string join_words(const std::vector<std::string>& words);

}  // namespace model
