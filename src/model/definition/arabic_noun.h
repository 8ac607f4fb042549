#pragma once

#include <string>
#include <string_view>

#include "model/definition/title_words.h"

namespace model {

/// The case of a noun, as far as it is written: plurals of people end differently.
enum class NounCase { kSubject, kComplement };

/// With the article; a phrase as it is.
[[nodiscard]] std::string definite(const TitleNoun& noun, NounCase noun_case);
/// Before another noun: without article, and plurals of people without their last letter. Empty for
/// a phrase that no noun can follow, because it has an adjective.
[[nodiscard]] std::string before_noun(const TitleNoun& noun, NounCase noun_case);
/// With the article, agreeing with `noun`.
[[nodiscard]] std::string definite_adjective(const TitleAdjective& adjective, const TitleNoun& noun,
                                             NounCase noun_case);
/// "for" a title; the preposition merges with an article.
[[nodiscard]] std::string with_for(std::string_view title);
/// `first` is followed by the title, which it is joined with if it ends with a one-letter
/// preposition: " l" or " b".
[[nodiscard]] std::string with_leading(std::string_view first, std::string_view title);

}  // namespace model
