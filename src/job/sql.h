#pragma once

#include <string>
#include <string_view>

#include "database/connection.h"

namespace job {

/// The statement of `sql/job/<name>.sql`, cached by the connection.
[[nodiscard]] database::Statement statement(database::Connection& connection,
                                            std::string_view name);

/// A JSON array of the texts of `words`, which need no escapes.
template <class Words, class Text>
[[nodiscard]] std::string to_json_array(const Words& words, Text text) {
  std::string list = "[";
  for (const auto& word : words) {
    if (list.size() > 1) list += ',';
    list.append(1, '"').append(text(word)).append(1, '"');
  }
  return list + "]";
}

}  // namespace job
