#pragma once

#include <string>

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

 private:
  [[nodiscard]] std::string of(const model::Parameter& parameter, const model::Value& value) const;

  const language::Phrases& phrases_;
  language::Language language_;
};

}  // namespace report
