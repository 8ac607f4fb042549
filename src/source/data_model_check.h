#pragma once

#include "model/definition/data_model.h"
#include "model/definition/diagnostics.h"
#include "source/driver/session.h"

namespace source {

/// Holds one data model to its source. Adds to the diagnostics; one thread.
void check_model(const model::DataModel& model, Session& session, model::Diagnostics& diagnostics);

}  // namespace source
