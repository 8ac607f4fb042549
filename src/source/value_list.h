#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/choice.h"
#include "model/report_spec.h"
#include "source/sources.h"

namespace source {

/// The values that a parameter may have, as its data model writes them or looks them up.
struct ValueList {
  std::vector<model::Choice> choices;
  bool has_more = false;
};

/// At most `most` of them in their order, whose value or label has the words, whatever
/// their spelling (language/fold.h). `order` gives what the SQL depends on. Throws base::Error with
/// a message where the source does not answer in time.
[[nodiscard]] ValueList value_list(const model::Parameter& parameter,
                                   const model::ReportSpec& order, Sources& sources,
                                   const std::string& words, std::size_t most,
                                   const std::stop_token& stop);

/// The parameters that the values always go by and that the order has not.
[[nodiscard]] std::vector<std::string> absent_dependencies(const model::Parameter& parameter,
                                                           const model::ReportSpec& order);

/// What of the order's arguments is none of the values that are looked up for it, and what of its
/// query and instance ids the database's own types cannot read. Throws as above.
[[nodiscard]] std::vector<base::Diagnostic> unlisted(const model::ReportSpec& order,
                                                     Sources& sources, const std::stop_token& stop);

}  // namespace source
