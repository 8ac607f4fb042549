#include "source/result_rows.h"

#include <algorithm>

#include "base/error.h"
#include "source/sql/comparability.h"
#include "source/sql/query.h"

namespace source {
namespace {

const model::SourceDefinition& source_definition(const model::ReportSpec& spec) {
  const model::SourceDefinition* source = spec.catalogue->source(spec.model->source);
  if (source == nullptr)
    throw base::Error("source " + spec.model->source + ": not in the catalogue");
  return *source;
}

base::Message query_failed() { return base::Message{"source.query_failed"}; }

/// Runs a database call. A failure keeps the database's words for the log and gets what `message`
/// returns for the user.
template <class MakeMessage, class Action>
auto explained(const MakeMessage& message, const Action& action) {
  try {
    return action();
  } catch (const base::Canceled&) {
    throw;
  } catch (const base::TransientError& error) {
    if (error.user_message()) throw;  // its own message is more precise
    throw base::TransientError(error.what(), message());
  } catch (const base::Error& error) {
    if (error.user_message()) throw;
    throw base::Error(error.what(), message());
  }
}

base::Message cannot_open(const model::SourceDefinition& source) {
  const bool is_file = source.kind == model::SourceKind::kSqlite;
  return base::Message{is_file ? "source.cannot_read" : "source.cannot_connect",
                       {{"source", source.name}}};
}

/// The organization's time zone and the model's time limit.
Session::Limits query_limits(const model::ReportSpec& spec, const std::stop_token& stop) {
  return {spec.organization.time_zone, spec.model->limits.timeout, stop};
}

}  // namespace

ResultRows::ResultRows(const model::ReportSpec& spec, SourceRegistry& sources,
                       const std::stop_token& stop, std::optional<std::int64_t> max_rows)
    : spec_(spec),
      sources_(sources),
      stop_(stop),
      selection_(spec),
      session_(explained([&] { return cannot_open(source_definition(spec)); },
                         [&] { return sources.session(source_definition(spec), stop); })),
      cursor_(explained(query_failed, [&] { return open_cursor(max_rows); })),
      cells_(selection_.names().size()) {}

/// A failure may mean that column types have changed, so the cached description is dropped.
std::unique_ptr<Cursor> ResultRows::open_cursor(std::optional<std::int64_t> max_rows) {
  const model::DataModel& model = *spec_.model;
  try {
    description_ = sources_.description(model, *session_, stop_);
    require_comparable(spec_, session_->dialect(), *description_);
    Query query = compile(spec_, session_->dialect(), *description_, max_rows);
    undecided_columns_ = query.undecided_columns;
    return session_->open(query, query_limits(spec_, stop_));
  } catch (const base::Error&) {
    sources_.invalidate_description(model);
    throw;
  }
}

bool ResultRows::read_row() {
  if (is_at_end_) return false;
  is_at_end_ = !explained(query_failed, [&] { return cursor_->next(cells_); });
  return !is_at_end_;
}

void ResultRows::look_ahead(std::size_t max_rows, const std::function<void()>& see) {
  constexpr std::size_t kMaxBytes = 16UL * 1024 * 1024;
  for (std::size_t i = 0; i < max_rows && buffer_.bytes() < kMaxBytes && read_row(); ++i) {
    buffer_.add(cells_);
    see();
  }
}

bool ResultRows::next() {
  const bool has_more = buffer_.take(cells_) || read_row();
  if (!has_more) return false;
  ++count_;
  const std::int64_t limit = spec_.model->limits.max_rows;
  if (count_ > limit) {
    throw base::Error("report: over its model's cap of rows",
                      base::Message{"source.too_many_rows", {{"limit", limit}}});
  }
  if (spec_.instance_ids) record_id();
  return true;
}

void ResultRows::record_id() {
  const std::string_view id = text(*selection_.id_index());
  if (!ids_.contains(id)) ids_.emplace(id);
}

std::string_view ResultRows::digits(const Cell& cell) const {
  digits_ = source::format_cell(cell);
  return digits_;
}

bool ResultRows::uses_source_collation() const {
  return is_sorted_by_language(spec_) && !session_->dialect().has_cldr_collation();
}

std::vector<ResultRows::Undecided> ResultRows::undecided() {
  const std::vector<bool> met = session_->undecided_slots();
  std::vector<const model::Column*> columns;
  for (std::size_t i = 0; i < std::min(met.size(), undecided_columns_.size()); ++i) {
    if (met[i]) columns.push_back(undecided_columns_[i]);
  }
  if (columns.empty()) return {};
  return explained(query_failed, [&] {
    cursor_.reset();
    cursor_ = session_->open(compile_undecided(spec_, session_->dialect(), *description_, columns),
                             query_limits(spec_, stop_));
    std::vector<Cell> counts(columns.size());
    std::vector<Undecided> undecided;
    if (!cursor_->next(counts)) return undecided;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (counts[i].integer > 0) undecided.push_back({columns[i], counts[i].integer});
    }
    return undecided;
  });
}

bool ResultRows::uses_source_time_zone() const {
  const auto has_day = [](const model::Column* column) {
    return column->type == model::Type::kDate || column->type == model::Type::kDateTime;
  };
  return !session_->is_in_time_zone() && std::ranges::any_of(spec_.columns(), has_day);
}

std::size_t ResultRows::missing_ids() const {
  return spec_.instance_ids ? spec_.instance_ids->size() - ids_.size() : 0;
}

}  // namespace source
