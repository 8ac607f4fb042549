#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace base {

/// A text for people that is not yet in a language: the key of a message in `assets/messages/` and
/// the arguments that its placeholders name. `language::MessageCatalog` turns it into words.
struct Message {
  using Argument = std::variant<std::int64_t, std::string>;

  std::string key;
  std::vector<std::pair<std::string, Argument>> arguments = {};

  bool operator==(const Message&) const = default;
};

/// One thing that is wrong with what somebody wrote: where, as a path a person can follow
/// ("params.parameters[0].value.from", "models/sales.json: columns[2].type"), and why.
struct Diagnostic {
  std::string path;
  Message reason;

  bool operator==(const Diagnostic&) const = default;
};

}  // namespace base
