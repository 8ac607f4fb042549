#include "model/definition/title_words.h"

#include <algorithm>

#include "asset/asset.h"
#include "base/ascii.h"
#include "json/parse.h"
#include "model/definition/arabic_letters.h"

namespace model {
namespace {

/// The word's forms, for a text or an array of texts.
std::vector<std::string> texts(const json::Value& value) {
  if (const std::string* one = value.string()) return {*one};
  std::vector<std::string> all;
  for (const json::Value& element : *value.elements()) all.push_back(*element.string());
  return all;
}

std::string text_at(const std::vector<std::string>& all, std::size_t place) {
  return place < all.size() ? all[place] : "";
}

TitleWords::Table read_table(const json::Value& object) {
  TitleWords::Table table;
  for (const json::Member& member : *object.members()) {
    table.emplace(member.name, *member.value.string());
  }
  return table;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "category" -> "categories"
std::string english_plural(const std::string& word) {
  constexpr std::string_view kVowels = "aeiou";
  const bool is_after_vowel =
      word.size() > 1 && kVowels.find(word[word.size() - 2]) != std::string_view::npos;
  if (word.ends_with("y") && !is_after_vowel) return word.substr(0, word.size() - 1) + "ies";
  const bool is_hissing =
      word.ends_with("s") || word.ends_with("x") || word.ends_with("ch") || word.ends_with("sh");
  return word + (is_hissing ? "es" : "s");
}

}  // namespace

TitleWords::TitleWords()
    : phrases_(read_table(json::parse(asset::bytes("assets/titles/phrases.json")))),
      values_(read_table(json::parse(asset::bytes("assets/titles/values.json")))) {
  const json::Value words = json::parse(asset::bytes("assets/titles/words.json"));
  leading_ = read_table(*words.find("leading"));
  superlatives_ = read_table(*words.find("superlatives"));
  units_ = read_table(*words.find("units"));
  abbreviations_ = read_table(*words.find("abbreviations"));
  for (const json::Member& noun : *words.find("nouns")->members()) {
    const auto forms = texts(noun.value);
    nouns_.emplace(noun.name, Forms{forms[0], text_at(forms, 1)});
    noun_order_.push_back(noun.name);
    if (forms.size() > 1) plurals_.insert(forms[1]);
  }
  for (const char* group : {"adjectivesOfHead", "adjectivesOfNext"}) {
    for (const json::Member& member : *words.find(group)->members()) {
      const auto forms = texts(member.value);
      adjectives_.emplace(member.name,
                          TitleAdjective{forms[0], text_at(forms, 1),
                                         group == std::string_view{"adjectivesOfHead"}});
    }
  }
  for (const json::Member& member : *words.find("participles")->members()) {
    const auto forms = texts(member.value);
    participles_.emplace(member.name,
                         TitleParticiple{forms[0], text_at(forms, 1), text_at(forms, 2)});
  }
  for (const json::Value& word : *words.find("feminine")->elements())
    feminine_.insert(*word.string());
  for (const json::Value& word : *words.find("masculine")->elements())
    masculine_.insert(*word.string());
  for (const json::Value& word : *words.find("people")->elements()) people_.insert(*word.string());
  const json::Value phrases = json::parse(asset::bytes("assets/titles/phrases.json"));
  for (const json::Member& phrase : *phrases.members()) phrase_order_.push_back(phrase.name);
}

bool TitleWords::is_known(std::string_view word) const {
  return phrases_.contains(word) || units_.contains(word) || nouns_.contains(word);
}

std::vector<std::string> TitleWords::expand(const std::vector<std::string>& words) const {
  std::vector<std::string> expanded;
  for (const std::string& word : words) {
    const auto last_letter = std::find_if_not(word.rbegin(), word.rend(), is_digit);
    std::size_t letters = static_cast<std::size_t>(word.rend() - last_letter);
    if (letters == 0 || is_known(word)) letters = word.size();
    std::string name = word.substr(0, letters);
    const std::string* full = find(abbreviations_, name);
    const bool is_plural = full == nullptr && name.ends_with('s') && !noun(name);
    if (is_plural) full = find(abbreviations_, name.substr(0, name.size() - 1));
    if (full != nullptr) name = is_plural ? english_plural(*full) : *full;
    for (std::size_t at = 0; at <= name.size();) {
      const std::size_t end = std::min(name.find(' ', at), name.size());
      expanded.push_back(name.substr(at, end - at));
      at = end + 1;
    }
    if (letters < word.size()) expanded.push_back(word.substr(letters));
  }
  return expanded;
}

const TitleWords::Forms* TitleWords::singular_forms(const std::string& word) const {
  if (!word.ends_with('s')) return nullptr;
  std::string singular = word.substr(0, word.size() - 1);
  if (const Forms* forms = find(nouns_, singular)) return forms;
  if (!singular.ends_with('e')) return nullptr;
  singular.pop_back();
  if (const Forms* forms = find(nouns_, singular)) return forms;
  if (!singular.ends_with('i')) return nullptr;
  singular.back() = 'y';
  return find(nouns_, singular);
}

std::optional<TitleNoun> TitleWords::noun(const std::string& word) const {
  if (const Forms* forms = find(nouns_, word)) {
    return TitleNoun{forms->singular, agreement(forms->singular), false,
                     plurals_.contains(forms->singular), forms->plural};
  }
  const Forms* forms = singular_forms(word);
  if (forms == nullptr) return std::nullopt;
  const std::string& text = forms->plural.empty() ? forms->singular : forms->plural;
  return TitleNoun{text, agreement(text), false, true};
}

Agreement TitleWords::agreement(std::string_view arabic) const {
  const bool is_of_people =
      people_.contains(arabic) || (arabic.ends_with(kPeoplePlural) && plurals_.contains(arabic));
  if (is_of_people) return Agreement::kPeople;
  if (masculine_.contains(arabic)) return Agreement::kMasculine;
  const bool is_feminine = arabic.ends_with(kFeminineEnding) || arabic.ends_with(kFemininePlural) ||
                           feminine_.contains(arabic) || plurals_.contains(arabic);
  return is_feminine ? Agreement::kFeminine : Agreement::kMasculine;
}

TitleNoun TitleWords::in_plural(const TitleNoun& noun) const {
  return {noun.plural, agreement(noun.plural), false, true};
}

TitleNoun TitleWords::phrase_noun(const std::string& text) const {
  std::string_view first = std::string_view{text}.substr(0, text.find(' '));
  if (has_article(first)) first.remove_prefix(kArticle.size());
  return {text, agreement(first), true, plurals_.contains(first)};
}

TitleWords::Table TitleWords::english_by_arabic(std::string (*fold)(std::string_view)) const {
  Table english;
  for (const std::string& phrase : phrase_order_)
    english.emplace(fold(phrases_.at(phrase)), phrase);
  for (const std::string& noun : noun_order_) english.emplace(fold(nouns_.at(noun).singular), noun);
  for (const std::string& noun : noun_order_) {
    const Forms& forms = nouns_.at(noun);
    if (!forms.plural.empty()) english.emplace(fold(forms.plural), english_plural(noun));
  }
  for (const auto& [word, arabic] : leading_) english.emplace(fold(arabic), word);
  for (const auto& [word, adjective] : adjectives_) {
    english.emplace(fold(adjective.masculine), word);
    english.emplace(fold(adjective.masculine + std::string{kFeminineEnding}), word);
  }
  for (const auto& [word, its] : participles_) {
    english.emplace(fold(its.adjective), word);
    english.emplace(fold(its.adjective + std::string{kFeminineEnding}), word);
  }
  return english;
}

const TitleWords& title_words() {
  static const TitleWords kWords;
  return kWords;
}

bool has_article(std::string_view arabic) { return arabic.starts_with(kArticle); }

std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace model
