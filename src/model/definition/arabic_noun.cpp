#include "model/definition/arabic_noun.h"

#include <algorithm>
#include <array>

#include "model/definition/arabic_letters.h"
namespace model {
namespace {

constexpr std::string_view kLam = "\u0644";
constexpr std::string_view kFor = " \u0644";
// "not", "a quarter of" and "half", before an adjective that has the article.
constexpr std::array<std::string_view, 3> kBeforeAdjective{
    "\u063a\u064a\u0631 ", "\u0631\u0628\u0639 ", "\u0646\u0635\u0641 "};
// "of it", "on it" and "from it" after an adjective, without their pronoun.
constexpr std::array<std::string_view, 3> kOfIt{" \u0628", " \u0639\u0644\u064a", " \u0645\u0646"};
constexpr std::string_view kHis = "\u0647";
constexpr std::string_view kHer = "\u0647\u0627";
constexpr std::string_view kTheir = "\u0647\u0645";
constexpr std::string_view kPeopleComplement = "\u064a\u0646";
constexpr std::string_view kWeakEnding = "\u0649";
constexpr std::string_view kWeakFeminine = "\u0627\u0629";

std::string replace_end(std::string_view text, std::size_t letters, std::string_view ending) {
  return std::string{text.substr(0, text.size() - letters * kArabicLetter)} + std::string{ending};
}

bool is_regular_plural(const TitleNoun& noun) {
  return noun.agreement == Agreement::kPeople && noun.text.ends_with(kPeoplePlural);
}

/// Whether the word at `last` has an article, and no word before it.
bool is_first_article(std::string_view text, std::size_t last) {
  if (text.starts_with(kArticle) || !text.substr(last).starts_with(kArticle)) return false;
  const std::string inner = " " + std::string{kArticle};
  return text.find(inner) + 1 == last;
}

std::string agree(std::string_view word, Agreement agreement, NounCase noun_case) {
  switch (agreement) {
    case Agreement::kMasculine:
      return std::string{word};
    case Agreement::kFeminine:
      if (word.ends_with(kFeminineEnding)) return std::string{word};
      if (word.ends_with(kWeakEnding)) return replace_end(word, 1, kWeakFeminine);
      return std::string{word} + std::string{kFeminineEnding};
    case Agreement::kPeople:
      break;
  }
  return std::string{word} +
         std::string{noun_case == NounCase::kSubject ? kPeoplePlural : kPeopleComplement};
}

/// The bytes before the word of the adjective that agrees: "not paid" is two words.
std::size_t leading_size(std::string_view adjective) {
  for (const std::string_view word : kBeforeAdjective) {
    if (adjective.starts_with(word)) return word.size();
  }
  return 0;
}

/// "of it", as the noun is; empty for other endings.
std::string pronoun_of(std::string_view ending, Agreement agreement) {
  for (const std::string_view preposition : kOfIt) {
    if (ending != std::string{preposition} + std::string{kHis}) continue;
    const std::string_view its = agreement == Agreement::kMasculine  ? kHis
                                 : agreement == Agreement::kFeminine ? kHer
                                                                     : kTheir;
    return std::string{preposition} + std::string{its};
  }
  return "";
}

}  // namespace

std::string definite(const TitleNoun& noun, NounCase noun_case) {
  if (noun.is_phrase) return noun.text;
  const bool changes = noun_case == NounCase::kComplement && is_regular_plural(noun);
  return std::string{kArticle} +
         (changes ? replace_end(noun.text, 2, kPeopleComplement) : noun.text);
}

std::string before_noun(const TitleNoun& noun, NounCase noun_case) {
  if (noun.is_phrase) {
    // "name of the bank": only the last noun has an article, which moves to the noun that follows.
    const std::size_t last = noun.text.rfind(' ') + 1;
    if (last == 0 && noun.text.starts_with(kArticle)) return noun.text.substr(kArticle.size());
    const bool is_chain = last > 0 && is_first_article(noun.text, last);
    if (!is_chain) return "";
    return noun.text.substr(0, last) + noun.text.substr(last + kArticle.size());
  }
  if (!is_regular_plural(noun)) return noun.text;
  const std::string_view ending =
      noun_case == NounCase::kSubject ? kPeoplePlural : kPeopleComplement;
  return replace_end(noun.text, 2, ending.substr(0, kArabicLetter));
}

std::string definite_adjective(const TitleAdjective& adjective, const TitleNoun& noun,
                               NounCase noun_case) {
  const bool is_irregular = noun.agreement == Agreement::kFeminine && !adjective.feminine.empty();
  const std::string& form = is_irregular ? adjective.feminine : adjective.masculine;
  // "not paid" and "paid in advance": the adjective is the second word, or the first.
  const std::size_t begin = leading_size(form);
  const std::size_t end = std::min(form.find(' ', begin), form.size());
  const std::string word = form.substr(begin, end - begin);
  const std::string of_it = pronoun_of(form.substr(end), noun.agreement);
  if (!of_it.empty()) return std::string{kArticle} + word + of_it;  // "declared": only "it" agrees
  return form.substr(0, begin) + std::string{kArticle} +
         (is_irregular ? word : agree(word, noun.agreement, noun_case)) + form.substr(end);
}

std::string with_for(std::string_view title) {
  std::string text{kLam};
  if (!title.starts_with(kArticle)) return text + std::string{title};
  title.remove_prefix(kArticle.size());
  if (!title.starts_with(kLam)) text += kLam;
  return text + std::string{title};
}

std::string with_leading(std::string_view first, std::string_view title) {
  if (first.ends_with(kFor))
    return std::string{first.substr(0, first.size() - kArabicLetter)} + with_for(title);
  if (first.ends_with(kBy)) return std::string{first} + std::string{title};
  return std::string{first} + " " + std::string{title};
}

}  // namespace model
