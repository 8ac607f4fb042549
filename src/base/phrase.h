#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace base {

/// A text for people that is not yet in a language: the key of a phrase in `assets/phrases/` and
/// the arguments that its placeholders name. `language::Phrases` turns it into words.
struct Phrase {
  using Argument = std::variant<std::int64_t, std::string>;

  std::string key;
  std::vector<std::pair<std::string, Argument>> arguments = {};

  bool operator==(const Phrase&) const = default;
};

/// One thing that is wrong with what somebody wrote: where, as a path a person can follow
/// ("params.parameters[0].value.from", "models/sales.json: columns[2].type"), and why.
struct Fault {
  std::string path;
  Phrase reason;

  bool operator==(const Fault&) const = default;
};

}  // namespace base
