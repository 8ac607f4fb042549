#include "source/rows.h"

#include <algorithm>

#include "base/error.h"
#include "source/comparability.h"
#include "source/query.h"

namespace source {
namespace {

const model::SourceDefinition& source_of(const model::ReportSpec& order) {
  const model::SourceDefinition* source = order.catalogue->source(order.model->source);
  if (source == nullptr)
    throw base::Error("source " + order.model->source + ": not in the catalogue");
  return *source;
}

/// Runs what may fail in a database; the log gets its words, the reader the message.
template <class Action>
auto explained(const base::Message& message, const Action& action) {
  try {
    return action();
  } catch (const base::Canceled&) {
    throw;
  } catch (const base::TransientError& error) {
    if (error.user_message()) throw;  // as what it is
    throw base::TransientError(error.what(), message);
  } catch (const base::Error& error) {
    if (error.user_message()) throw;
    throw base::Error(error.what(), message);
  }
}

base::Message cannot_open(const model::SourceDefinition& source) {
  const bool is_file = source.kind == model::SourceKind::kSqlite;
  return base::Message{is_file ? "source.cannot_read" : "source.cannot_connect",
                       {{"source", source.name}}};
}

/// The part of an organization in which times are read, and the model's time limit.
Session::Limits limits_of(const model::ReportSpec& order, const std::stop_token& stop) {
  return {order.organization.time_zone, order.model->limits.timeout, stop};
}

}  // namespace

Rows::Rows(const model::ReportSpec& order, Sources& sources, const std::stop_token& stop)
    : order_(order),
      sources_(sources),
      stop_(stop),
      selection_(order),
      session_(explained(cannot_open(source_of(order)),
                         [&] { return sources.session(source_of(order), stop); })),
      cursor_(explained(base::Message{"source.query_failed"}, [&] { return opened(); })),
      cells_(selection_.names().size()) {}

/// Where it fails, types may have changed since they were described.
std::unique_ptr<Cursor> Rows::opened() {
  const model::DataModel& model = *order_.model;
  try {
    description_ = sources_.description(model, *session_, stop_);
    require_comparable(order_, session_->dialect(), *description_);
    Query query = compile(order_, session_->dialect(), *description_);
    noted_ = query.noted;
    return session_->open(query, limits_of(order_, stop_));
  } catch (const base::Error&) {
    sources_.forget_description(model);
    throw;
  }
}

bool Rows::next() {
  const bool more =
      explained(base::Message{"source.query_failed"}, [&] { return cursor_->next(cells_); });
  if (!more) return false;
  ++count_;
  const std::int64_t limit = order_.model->limits.max_rows;
  if (count_ > limit) {
    throw base::Error("report: over its model's cap of rows",
                      base::Message{"source.too_many_rows", {{"limit", limit}}});
  }
  if (order_.instance_ids) note_id();
  return true;
}

void Rows::note_id() {
  const std::string_view id = text(*selection_.id());
  if (!ids_.contains(id)) ids_.emplace(id);
}

std::string_view Rows::digits(const Cell& cell) const {
  digits_ = source::text(cell);
  return digits_;
}

bool Rows::is_in_order_of_source() const {
  return is_sorted_by_language(order_) && !session_->dialect().knows_languages();
}

std::vector<Rows::Undecided> Rows::undecided() {
  const std::vector<bool> met = session_->noted();
  std::vector<const model::Column*> columns;
  for (std::size_t i = 0; i < std::min(met.size(), noted_.size()); ++i) {
    if (met[i]) columns.push_back(noted_[i]);
  }
  if (columns.empty()) return {};
  return explained(base::Message{"source.query_failed"}, [&] {
    cursor_.reset();
    cursor_ = session_->open(compile_undecided(order_, session_->dialect(), *description_, columns),
                             limits_of(order_, stop_));
    std::vector<Cell> counts(columns.size());
    std::vector<Undecided> undecided;
    if (!cursor_->next(counts)) return undecided;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (counts[i].integer > 0) undecided.push_back({columns[i], counts[i].integer});
    }
    return undecided;
  });
}

bool Rows::is_in_time_zone_of_source() const {
  const auto has_day = [](const model::Column* column) {
    return column->type == model::Type::kDate || column->type == model::Type::kDateTime;
  };
  return !session_->is_in_time_zone() && std::ranges::any_of(order_.columns(), has_day);
}

std::size_t Rows::missing_ids() const {
  return order_.instance_ids ? order_.instance_ids->size() - ids_.size() : 0;
}

}  // namespace source
