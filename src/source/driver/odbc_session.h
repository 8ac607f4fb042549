#pragma once

#include <memory>

#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace source {

/// Opens a connection through a source's ODBC driver, with the dialect of the database behind it.
[[nodiscard]] std::unique_ptr<Session> odbc_session(const model::SourceDefinition& definition);

}  // namespace source
