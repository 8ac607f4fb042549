#include "app/draft/draft_result.h"

#include <algorithm>

#include "app/draft/column_name.h"
#include "base/error.h"
#include "model/reader/key.h"

namespace app {

using model::Type;

std::optional<std::size_t> DraftResult::index(const std::string& name) const {
  const auto found = std::ranges::find(columns, name, &source::ResultColumn::name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

std::optional<std::size_t> DraftResult::best_date(const std::string& table) const {
  std::optional<std::size_t> best;
  int best_rank = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (types[i] != Type::kDate && types[i] != Type::kDateTime) continue;
    const bool is_empty =
        samples[i].count == 0 &&
        std::ranges::any_of(samples, [](const ColumnSample& sample) { return sample.count > 0; });
    const int rank = is_empty ? 0 : date_rank(columns[i].name, table);
    if (rank <= best_rank) continue;
    best = i;
    best_rank = rank;
  }
  return best;
}

DraftResult read_draft_result(source::Session& session, const source::Query& query,
                              const source::Query& sample) {
  const auto columns = session.describe(query, {});
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (model::is_result_column(columns[i].name)) continue;
    throw base::Error(
        "column " + std::to_string(i + 1) +
        " of the query has no usable name; give it one, as in SELECT count(*) AS orders");
  }
  const auto samples = sample_columns(session, sample, columns);
  DraftResult result;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool is_binary =
        samples[i].is_binary || (is_binary_type(columns[i]) && !samples[i].has_text);
    if (is_binary) continue;
    result.columns.push_back(columns[i]);
    result.types.push_back(infer_type(columns[i], samples[i]));
    result.samples.push_back(samples[i]);
    result.choices.emplace_back();
  }
  if (result.columns.empty()) throw base::Error("the query has nothing but bytes");
  return result;
}

bool has_few_values(const source::ResultColumn& column, Type type, const ColumnSample& sample) {
  constexpr std::size_t kMaxBytes = 60;
  const bool is_text =
      type == Type::kString && column.database_type != source::DatabaseType::kPaddedText;
  const std::size_t distinct = sample.texts.size();
  if (!is_text || distinct < 2 || distinct > ColumnSample::kMaxTexts) return false;
  const bool is_short = std::ranges::all_of(sample.texts, [](const std::string& text) {
    return !text.empty() && text.size() <= kMaxBytes && text.find('\n') == std::string::npos &&
           text.front() != ' ' && text.back() != ' ';
  });
  const bool is_class =
      has_word(column.name, {"status", "state", "type", "kind", "category", "class", "gender",
                             "sex", "method", "mode", "priority", "level", "stage", "currency",
                             "unit", "grade", "shift", "severity"});
  const bool is_own = has_word(column.name, {"name", "email", "phone", "mobile", "address", "url",
                                             "number", "description", "note", "notes", "password"});
  // Each value comes back, and not in a handful of rows only.
  const std::size_t least = std::max<std::size_t>(is_class ? 4 : 10, (is_class ? 2 : 4) * distinct);
  return is_short && !is_own && sample.count >= least;
}

}  // namespace app
