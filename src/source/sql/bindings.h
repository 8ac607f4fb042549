#pragma once

#include "model/report_spec.h"
#include "source/bound.h"

namespace source {

/// What an order gives to the names in its model's SQL: its arguments, a date range as
/// `<key>_from` and `<key>_to`, and `organization_uid`; of an absent one a NULL of its type.
[[nodiscard]] Bindings bindings_for(const model::ReportSpec& spec);

}  // namespace source
