#pragma once

#include "model/definition/data_model.h"
#include "model/definition/diagnostics.h"
#include "source/driver/session.h"

namespace source {

/// Checks one data model against its source and adds what is wrong to the diagnostics.
void check_model(const model::DataModel& model, Session& session, model::Diagnostics& diagnostics);

}  // namespace source
