#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/definition/parameter.h"
#include "model/report_spec.h"
#include "source/source_registry.h"

namespace source {

/// The values that a parameter may have, listed in its data model or looked up in the source.
struct LookupValues {
  std::vector<model::Choice> choices;
  bool has_more = false;
};

/// At most `max_values` values, in order, whose value or label contains `words` after search
/// folding (language/search_fold.h). `spec` has the arguments that the lookup's SQL depends on.
/// Throws base::Error with a user message where the source does not answer in time.
[[nodiscard]] LookupValues lookup_values(const model::Parameter& parameter,
                                         const model::ReportSpec& spec, SourceRegistry& sources,
                                         const std::string& words, std::size_t max_values,
                                         const std::stop_token& stop);

/// The parameters that the lookup requires and the report does not have.
[[nodiscard]] std::vector<std::string> absent_dependencies(const model::Parameter& parameter,
                                                           const model::ReportSpec& spec);

/// What the source says about a report's values.
struct CheckedValues {
  /// The arguments that are not among the looked-up values, and the values of the query and the
  /// instance ids that their columns' database types cannot read.
  std::vector<base::Diagnostic> errors;
  /// By the key of a parameter with a lookup: its argument's values with their labels.
  std::map<std::string, std::vector<model::Choice>, std::less<>> choices;
};

/// Runs the lookup of each argument once. Throws as lookup_values() does.
[[nodiscard]] CheckedValues check_values(const model::ReportSpec& spec, SourceRegistry& sources,
                                         const std::stop_token& stop);

}  // namespace source
