#pragma once

#include <memory>

#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace source {

/// A connection through the ODBC driver of a source, in the dialect of the database behind it.
[[nodiscard]] std::unique_ptr<Session> odbc_session(const model::SourceDefinition& definition);

}  // namespace source
