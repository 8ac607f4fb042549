#include "model/definition/arabic_title.h"

#include <algorithm>
#include <span>
#include <utility>

#include "model/definition/arabic_letters.h"
#include "model/definition/arabic_noun.h"
#include "model/definition/arabic_preposition.h"
#include "model/definition/table_words.h"
#include "model/definition/title_words.h"

namespace model {
namespace {

using Words = std::span<const std::string>;

constexpr std::string_view kInArabic = " \u0628\u0627\u0644\u0639\u0631\u0628\u064a\u0629";
constexpr std::string_view kInEnglish =
    " \u0628\u0627\u0644\u0625\u0646\u062c\u0644\u064a\u0632\u064a\u0629";
constexpr std::string_view kThereIs = "\u064a\u0648\u062c\u062f ";
constexpr std::string_view kCount = "\u0639\u062f\u062f";
constexpr std::string_view kBeginning = "\u0628\u062f\u0627\u064a\u0629";
constexpr std::string_view kEnd = "\u0646\u0647\u0627\u064a\u0629";
constexpr std::string_view kDate = "\u062a\u0627\u0631\u064a\u062e ";
constexpr std::string_view kTime = "\u0648\u0642\u062a ";
constexpr std::string_view kWho = " \u0645\u0646 ";
constexpr std::string_view kIn = "\u0641\u064a";
constexpr std::string_view kUntil = "\u062d\u062a\u0649";
constexpr std::string_view kAnd = " \u0648";

std::string joined(Words words) { return join_words({words.begin(), words.end()}); }

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> wanted) {
  return std::ranges::find(wanted, word) != wanted.end();
}

/// A noun of a compound with the adjectives that describe it.
struct Part {
  TitleNoun noun;
  std::vector<TitleAdjective> adjectives = {};
};

/// A compound in the order of the English words, whose last part is its head.
struct Compound {
  std::vector<std::string> leading;
  std::vector<Part> parts;
  std::vector<TitleAdjective> waiting;  // for the next part
  std::vector<TitleAdjective> of_head;
};

class Composer {
 public:
  Composer(const TitleWords& words, TitleOf what) : words_(words), what_(what) {}

  [[nodiscard]] std::optional<std::string> title(Words words,
                                                 NounCase noun_case = NounCase::kSubject) const {
    if (words.empty()) return std::nullopt;
    if (const std::string* whole = words_.phrase(joined(words))) return *whole;
    if (auto text = with_suffix(words)) return text;
    if (words.size() > 1 && is_one_of(words.back(), {"expiry", "expiration"})) {
      std::vector<std::string> more{words.begin(), words.end()};
      more.emplace_back("date");
      return title(more, noun_case);
    }
    if (auto text = flag(words)) return text;
    if (auto text = actor(words)) return text;
    if (auto text = with_preposition(words)) return text;
    // "date maturity", "amount tax"
    const bool is_head_first = words.size() > 1 && is_one_of(words[0], {"date", "amount"}) &&
                               (words_.noun(words[1]) || words_.leading(words[1]) != nullptr);
    if (is_head_first) return of(words.first(1), words.subspan(1));
    return compound(words, noun_case);
  }

  /// Without articles.
  [[nodiscard]] std::optional<std::string> bare(Words words) const {
    if (words.size() == 1) {
      if (const auto noun = words_.noun(words[0])) return noun->text;
    }
    std::string text;
    for (const std::string& word : words) {
      const TitleAdjective* adjective = words_.adjective(word);
      const TitleParticiple* participle = words_.participle(word);
      if (adjective == nullptr && participle == nullptr) return std::nullopt;
      text += (text.empty() ? "" : " ") +
              (adjective != nullptr ? adjective->masculine : participle->adjective);
    }
    return text.empty() ? std::nullopt : std::optional{text};
  }

 private:
  /// "name ar", "address 2", "weight kg"
  [[nodiscard]] std::optional<std::string> with_suffix(Words words) const {
    if (words.size() < 2) return std::nullopt;
    const std::string& last = words.back();
    const bool is_number = std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
    std::string suffix;
    if (is_one_of(last, {"ar", "arabic"})) {
      suffix = kInArabic;
    } else if (is_one_of(last, {"en", "eng", "english"})) {
      suffix = kInEnglish;
    } else if (is_number) {
      suffix = " " + last;
    } else if (const std::string* unit = words_.unit(last)) {
      suffix = " (" + *unit + ")";
    } else {
      return std::nullopt;
    }
    auto text = title(words.first(words.size() - 1));
    if (text) *text += suffix;
    return text;
  }

  /// "is active", "has children", "current flag"
  [[nodiscard]] std::optional<std::string> flag(Words words) const {
    const bool is_named = words.back() == "flag";
    const bool is_state = is_named || is_one_of(words.front(), {"is", "was"});
    if (words.size() < 2 || (!is_state && words.front() != "has")) return std::nullopt;
    const Words rest = is_named ? words.first(words.size() - 1) : words.subspan(1);
    auto text = bare(rest);
    if (!text) text = title(rest);
    if (text && !is_state) text->insert(0, kThereIs);
    return text;
  }

  /// "approved by", "approved by id", "last approved by"
  [[nodiscard]] std::optional<std::string> actor(Words words) const {
    if (words.front() == "last" && words.size() > 2) {
      auto text = actor(words.subspan(1));
      if (text) *text = *words_.superlative("last") + std::string{kWho} + *text;
      return text;
    }
    // "created by user id" is "created by id".
    const bool has_user =
        words.size() == 4 && words[1] == "by" && is_one_of(words[2], {"user", "employee"});
    if (has_user) return actor(std::vector{words[0], words[1], words[3]});
    if (words.size() < 2 || words.size() > 3 || words[1] != "by") return std::nullopt;
    const TitleParticiple* participle = words_.participle(words[0]);
    if (participle == nullptr || participle->verb.empty()) return std::nullopt;
    if (words.size() == 2 || is_one_of(words[2], {"user", "employee"})) return participle->verb;
    const auto noun = words_.noun(words[2]);
    if (!noun) return std::nullopt;
    return noun->text + std::string{kWho} + participle->verb;
  }

  [[nodiscard]] std::optional<std::string> with_preposition(Words words) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0 && i + 1 < words.size() && is_one_of(words[i], {"of", "and"})) {
        return words[i] == "of" ? of(words.first(i), words.subspan(i + 1))
                                : both(words.first(i), words.subspan(i + 1));
      }
      const Preposition* found = find_preposition(words[i]);
      if (found == nullptr || is_moment(words, i) || is_in_phrase(words, i)) continue;
      if (i + 1 == words.size()) return limit(words.first(i), words[i]);
      if (i == 0 && !found->may_begin) return std::nullopt;
      return after_preposition(words, i, *found);
    }
    return std::nullopt;
  }

  /// Whether "at" or "on" follows a participle: "approved at".
  [[nodiscard]] bool is_moment(Words words, std::size_t at) const {
    return at > 0 && is_one_of(words[at], {"at", "on"}) && participle_action(words[at - 1]);
  }

  /// Whether the word is part of a phrase with the one before it: "ship to address".
  [[nodiscard]] bool is_in_phrase(Words words, std::size_t at) const {
    for (std::size_t count = 2; at > 0 && at + count <= words.size() + 1; ++count) {
      const Words some = words.subspan(at - 1, count);
      const std::string* phrase = words_.phrase(joined(some));
      if (phrase != nullptr && is_part(some, *phrase)) return true;
    }
    return false;
  }

  [[nodiscard]] std::optional<std::string> after_preposition(Words words, std::size_t at,
                                                             const Preposition& it) const {
    const Words rest = words.subspan(at + 1);
    const bool is_each =
        it.english == "per" && !is_one_of(rest.front(), {"day", "week", "month", "year", "hour"});
    auto right = is_each ? bare(rest) : title(rest, NounCase::kComplement);
    if (!right) return std::nullopt;
    *right = with_leading(is_each ? it.arabic : preposition(words, at, it), *right);
    if (at == 0) return right->substr(right->find_first_not_of(' '));
    const auto left = title(words.first(at));
    if (!left) return std::nullopt;
    return *left + (right->starts_with(' ') ? "" : " ") + *right;
  }

  /// "days per week", "days to expiry", "debit in local currency"
  [[nodiscard]] static std::string_view preposition(Words words, std::size_t at,
                                                    const Preposition& it) {
    if (it.english == "per") return kIn;
    if (it.english == "in" && words.back() == "currency") return kBy;
    const bool is_wait = it.english == "to" && at > 0 &&
                         is_one_of(words[at - 1], {"days", "hours", "weeks", "months", "time"});
    return is_wait ? kUntil : it.arabic;
  }

  [[nodiscard]] std::optional<std::string> of(Words head, Words complement) const {
    if (head.size() == 1 && is_one_of(head[0], {"number", "count"})) {
      auto text = title(complement, NounCase::kComplement);
      if (text) *text = std::string{kCount} + " " + *text;
      return text;
    }
    std::vector<std::string> words{complement.begin(), complement.end()};
    words.insert(words.end(), head.begin(), head.end());
    return compound(words, NounCase::kSubject);
  }

  [[nodiscard]] std::optional<std::string> both(Words first, Words second) const {
    const auto left = title(first);
    const auto right = title(second);
    if (!left || !right) return std::nullopt;
    return *left + std::string{kAnd} + *right;
  }

  /// "period from", "period to"
  [[nodiscard]] std::optional<std::string> limit(Words words, std::string_view preposition) const {
    if (!is_one_of(preposition, {"from", "to"})) return std::nullopt;
    auto text = title(words, NounCase::kComplement);
    if (text) *text = std::string{preposition == "from" ? kBeginning : kEnd} + " " + *text;
    return text;
  }

  /// The action of a participle, with its article.
  [[nodiscard]] std::optional<std::string> participle_action(std::string_view word) const {
    const TitleParticiple* participle = words_.participle(word);
    if (participle == nullptr || participle->action.empty()) return std::nullopt;
    return definite({participle->action}, NounCase::kComplement);
  }

  [[nodiscard]] std::optional<std::string> compound(Words words, NounCase noun_case) const {
    Compound read;
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t count = read_part(words, at, read);
      if (count == 0) return std::nullopt;
      at += count;
    }
    // Adjectives after the last noun: "amount paid".
    std::ranges::move(read.waiting, std::back_inserter(read.of_head));
    if (read.parts.empty()) return without_noun(words, read);
    std::ranges::move(read.of_head, std::back_inserter(read.parts.back().adjectives));
    if (!read.leading.empty()) noun_case = NounCase::kComplement;
    std::string text = construct(read, noun_case);
    for (auto word = read.leading.rbegin(); word != read.leading.rend(); ++word)
      text = with_leading(*word, text);
    return text;
  }

  /// "average", "active"
  [[nodiscard]] std::optional<std::string> without_noun(Words words, const Compound& read) const {
    if (read.leading.empty()) return bare(words);
    if (read.leading.size() > 1 || read.of_head.size() > 1) return std::nullopt;
    if (!read.of_head.empty()) {  // "total paid"
      return with_leading(read.leading.front(),
                          definite_adjective(read.of_head.front(), {}, NounCase::kComplement));
    }
    return definite(leading_noun(read.leading.front()), NounCase::kSubject);
  }

  /// "total" as a noun.
  [[nodiscard]] TitleNoun leading_noun(std::string text) const {
    const std::size_t space = text.rfind(' ');
    if (space != std::string::npos && text.size() - space == 3) text.resize(space);  // " l", " b"
    if (has_article(text)) return words_.phrase_noun(text);
    return {text};
  }

  /// Reads some words into the compound; returns how many, 0 if they are unknown.
  std::size_t read_part(Words words, std::size_t at, Compound& read) const {
    const std::string& word = words[at];
    const bool is_last = at + 1 == words.size();
    if (const std::size_t count = read_phrase(words, at, read)) return count;
    if (const std::string* leading = words_.leading(word)) {
      if (is_last && at > read.leading.size()) {
        add(leading_noun(*leading), read);
      } else {
        read.leading.push_back(*leading);
      }
      return 1;
    }
    if (const std::string* superlative = words_.superlative(word)) {
      const auto noun = is_last ? std::nullopt : words_.noun(words[at + 1]);
      if (!noun) return 0;
      add(words_.phrase_noun(*superlative + " " + noun->text), read);
      return 2;
    }
    if (auto noun = words_.noun(word)) {
      add(std::move(*noun), read);
      return 1;
    }
    if (const TitleAdjective* adjective = words_.adjective(word)) {
      (adjective->is_of_head ? read.of_head : read.waiting).push_back(*adjective);
      return 1;
    }
    if (const TitleParticiple* participle = words_.participle(word)) {
      read.waiting.push_back({participle->adjective});
      return 1;
    }
    return 0;
  }

  std::size_t read_phrase(Words words, std::size_t at, Compound& read) const {
    constexpr std::size_t kMaxWords = 5;
    for (std::size_t count = std::min(kMaxWords, words.size() - at); count > 0; --count) {
      const Words some = words.subspan(at, count);
      const std::string* phrase = words_.phrase(joined(some));
      if (phrase == nullptr || !is_part(some, *phrase)) continue;
      add(words_.phrase_noun(*phrase), read);
      return count;
    }
    if (at + 1 == words.size()) return 0;
    // "approved at", "approved date", "date approved"
    const bool is_reversed = words[at] == "date";
    const auto action = participle_action(words[is_reversed ? at + 1 : at]);
    const bool is_time = words[at + 1] == "time";
    const bool is_moment = is_reversed || is_time || is_one_of(words[at + 1], {"at", "on", "date"});
    if (!action || !is_moment) return 0;
    add(words_.phrase_noun(std::string{is_time ? kTime : kDate} + *action), read);
    return 2;
  }

  /// Whether a phrase can be part of a longer title: it is definite, and its word is no other.
  [[nodiscard]] bool is_part(Words words, const std::string& phrase) const {
    constexpr std::string_view kInnerArticle = " \u0627\u0644";
    const bool is_definite = has_article(phrase) || phrase.find(kInnerArticle) != std::string::npos;
    if (!is_definite || phrase.find('(') != std::string::npos) return false;
    if (words.size() > 1) return true;
    const std::string& word = words.front();
    if (words_.adjective(word) != nullptr || words_.participle(word) != nullptr ||
        words_.leading(word) != nullptr) {
      return false;
    }
    return phrase.find(' ') != std::string::npos || !words_.noun(word);
  }

  static void add(TitleNoun noun, Compound& read) {
    read.parts.push_back({std::move(noun), std::exchange(read.waiting, {})});
  }

  /// The last part comes first.
  [[nodiscard]] std::string construct(const Compound& read, NounCase noun_case) const {
    const TitleNoun& head = read.parts.back().noun;
    const bool is_of_many = head.is_plural && what_ == TitleOf::kTable;
    const bool is_counted = head.text == kCount;
    std::string text;
    std::string adjectives;
    for (std::size_t i = 0; i < read.parts.size(); ++i) {
      TitleNoun noun = read.parts[i].noun;
      const bool is_head = i + 1 == read.parts.size();
      const NounCase its_case = is_head ? noun_case : NounCase::kComplement;
      if (!is_head && (is_of_many || (is_counted && i + 2 == read.parts.size())) &&
          !noun.plural.empty()) {
        noun = words_.in_plural(noun);
      }
      const std::string before = i == 0 ? "" : before_noun(noun, its_case);
      if (i == 0) {
        text = definite(noun, its_case);
      } else if (before.empty()) {
        text = noun.text + " " + with_for(text);
      } else if (!text.starts_with(before + " ")) {  // "date of the date of expiry"
        text = before + " " + text;
      }
      for (const TitleAdjective& adjective : read.parts[i].adjectives)
        adjectives += " " + definite_adjective(adjective, noun, its_case);
    }
    return text + adjectives;
  }

  const TitleWords& words_;
  const TitleOf what_;
};

}  // namespace

std::optional<std::string> arabic_title(const std::vector<std::string>& words, TitleOf what) {
  const TitleWords& vocabulary = title_words();
  if (const std::string* whole = vocabulary.phrase(join_words(words))) return *whole;
  return Composer{vocabulary, what}.title(what == TitleOf::kTable ? expand_table(vocabulary, words)
                                                                  : vocabulary.expand(words));
}

std::optional<std::string> arabic_value(const std::vector<std::string>& words) {
  const TitleWords& vocabulary = title_words();
  if (const std::string* value = vocabulary.value(join_words(words))) return *value;
  return Composer{vocabulary, TitleOf::kColumn}.bare(words);
}

}  // namespace model
