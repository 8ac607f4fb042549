#include "source/sql/placeholders.h"

#include <string>

#include "base/error.h"

namespace source {

void require_placeholder_count(std::size_t counted, const Query& query) {
  const std::size_t bound = query.values.size();
  if (counted == bound) return;
  throw base::Error("prepare: the database counts " + std::to_string(counted) +
                        " placeholders in a statement of " + std::to_string(bound) + " values",
                    base::Message{"source.parameters_do_not_fit",
                                  {{"counted", static_cast<std::int64_t>(counted)},
                                   {"bound", static_cast<std::int64_t>(bound)}}});
}

void require_settings(std::string_view settings, const Query& query) {
  for (const std::string_view setting : query.settings) {
    if (settings.find(setting) == std::string_view::npos) continue;
    const std::string name{setting};
    throw base::Error("prepare: the setting " + name + " changes a backslash before a quote",
                      base::Message{"source.backslashes_differ", {{"setting", name}}});
  }
}

}  // namespace source
