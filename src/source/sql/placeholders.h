#pragma once

#include <cstddef>
#include <string_view>

#include "source/sql/query.h"

namespace source {

/// Throws base::Error, whose message says so, where a database counts other placeholders in a
/// statement than it has values: then it reads the data model's SQL otherwise than we do.
void require_placeholder_count(std::size_t counted, const Query& query);

/// Throws where one of a server's settings, in its own list of those that are not the default,
/// changes how it reads the query.
void require_settings(std::string_view settings, const Query& query);

}  // namespace source
