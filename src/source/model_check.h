#pragma once

#include "model/data_model.h"
#include "model/findings.h"
#include "source/session.h"

namespace source {

/// Holds one data model to its source. Adds to the findings; one thread.
void check_model(const model::DataModel& model, Session& session, model::Findings& findings);

}  // namespace source
