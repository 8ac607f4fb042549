#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/choice.h"
#include "model/report_spec.h"
#include "source/source_registry.h"

namespace source {

/// The values that a parameter may have, as its data model writes them or looks them up.
struct LookupValues {
  std::vector<model::Choice> choices;
  bool has_more = false;
};

/// At most `max_values` of them in their order, whose value or label has the words, whatever
/// their spelling (language/search_fold.h). `spec` gives what the SQL depends on. Throws
/// base::Error with a message where the source does not answer in time.
[[nodiscard]] LookupValues lookup_values(const model::Parameter& parameter,
                                         const model::ReportSpec& spec, SourceRegistry& sources,
                                         const std::string& words, std::size_t max_values,
                                         const std::stop_token& stop);

/// The parameters that the values always go by and that the order has not.
[[nodiscard]] std::vector<std::string> absent_dependencies(const model::Parameter& parameter,
                                                           const model::ReportSpec& spec);

/// What of the order's arguments is none of the values that are looked up for it, and what of its
/// query and instance ids the database's own types cannot read. Throws as above.
[[nodiscard]] std::vector<base::Diagnostic> unknown_values(const model::ReportSpec& spec,
                                                           SourceRegistry& sources,
                                                           const std::stop_token& stop);

}  // namespace source
