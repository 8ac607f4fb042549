#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/draft/column_sample.h"
#include "model/value/type.h"
#include "source/driver/session.h"

namespace app {

/// The columns of a draft's query: for each of them, the type that the draft gives it and, if it
/// has few values, those.
struct DraftResult {
  std::vector<source::ResultColumn> columns;
  std::vector<model::Type> types;
  std::vector<ColumnSample> samples;
  std::vector<std::vector<std::string>> choices;

  [[nodiscard]] std::optional<std::size_t> index(const std::string& name) const;
  /// The date that says best when a row of the table happened.
  [[nodiscard]] std::optional<std::size_t> best_date(const std::string& table) const;
};

/// Runs `sample`, some rows of the query. Columns of bytes are left out. Throws base::Error if the
/// source rejects it, or if no column is left.
[[nodiscard]] DraftResult read_draft_result(source::Session& session, const source::Query& query,
                                            const source::Query& sample);

/// Whether a column of texts has few values: a status, a type, a city of ten.
[[nodiscard]] bool has_few_values(const source::ResultColumn& column, model::Type type,
                                  const ColumnSample& sample);

}  // namespace app
