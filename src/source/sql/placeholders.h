#pragma once

#include <cstddef>
#include <string_view>

#include "source/sql/query.h"

namespace source {

/// Throws base::Error with a user message where the database counts another number of placeholders
/// than the query has values. Then it reads the data model's SQL otherwise than model::SqlTemplate
/// does.
void require_placeholder_count(std::size_t counted, const Query& query);

/// Throws base::Error with a user message where one of the server's settings changes how it reads
/// the query. `settings` is the server's list of those that differ from the default.
void require_settings(std::string_view settings, const Query& query);

}  // namespace source
