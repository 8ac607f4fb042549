#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace base {

/// A text for people in no language yet: the key of a message in `assets/messages/` and the
/// arguments for its placeholders. `language::MessageCatalog` formats it in a language.
struct Message {
  using Argument = std::variant<std::int64_t, std::string>;

  std::string key;
  std::vector<std::pair<std::string, Argument>> arguments = {};

  bool operator==(const Message&) const = default;
};

/// An error or a warning about a request or a catalogue file: its place, as a readable path
/// ("params.parameters[0].value.from", "models/sales.json: columns[2].type"), and its reason.
struct Diagnostic {
  std::string path;
  Message reason;

  bool operator==(const Diagnostic&) const = default;
};

}  // namespace base
