#pragma once

#include <memory>
#include <stop_token>

#include "model/source_definition.h"
#include "source/session.h"

namespace source {

/// A connection to the PostgreSQL server of a source; its queries run in read-only transactions.
[[nodiscard]] std::unique_ptr<Session> postgres_session(const model::SourceDefinition& definition,
                                                        const std::stop_token& stop);

}  // namespace source
