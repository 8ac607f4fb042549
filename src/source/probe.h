#pragma once

#include <stop_token>

#include "model/definition/source_definition.h"
#include "source/source_registry.h"

namespace source {

/// Runs the least query on a source. Throws base::Error where it does not answer, base::Canceled
/// where it took too long (all its connections may be lent) or was stopped.
void probe(const model::SourceDefinition& definition, SourceRegistry& sources,
           const std::stop_token& stop);

}  // namespace source
