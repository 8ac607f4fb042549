#pragma once

#include <string>
#include <vector>

#include "language/phrases.h"
#include "model/order.h"

namespace report {

/// Says things in the words of one language.
class Words {
 public:
  Words(const language::Phrases& phrases, language::Language language)
      : phrases_(phrases), language_(language) {}

  [[nodiscard]] std::string say(const base::Phrase& phrase) const {
    return phrases_.text(language_, phrase);
  }
  /// The values of an argument, as a person would write them: labels, long dates, yes and no.
  [[nodiscard]] std::string of(const model::Argument& argument) const;
  /// What a list query and instance ids leave of a report, a sentence a condition; empty where they
  /// leave all of it.
  [[nodiscard]] std::vector<std::string> of_selection(const model::Order& order) const;

 private:
  using Choices = std::vector<model::Choice>;
  [[nodiscard]] std::string of(const std::vector<model::Value>& values,
                               const Choices& choices) const;
  [[nodiscard]] std::string of(const model::Value& value, const Choices& choices) const;
  [[nodiscard]] std::string of(const model::Condition& condition,
                               const model::Column& column) const;

  const language::Phrases& phrases_;
  language::Language language_;
};

}  // namespace report
