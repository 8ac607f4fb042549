#include "source/rows.h"

#include "base/error.h"
#include "source/query.h"

namespace source {
namespace {

const model::SourceDefinition& source_of(const model::Order& order) {
  const model::SourceDefinition* source = order.catalogue->source(order.model->source);
  if (source == nullptr)
    throw base::Error("source " + order.model->source + ": not in the catalogue");
  return *source;
}

/// Runs what may fail in a database; the log gets its words, the reader the phrase.
template <class Action>
auto explained(const base::Phrase& phrase, const Action& action) {
  try {
    return action();
  } catch (const base::Stopped&) {
    throw;
  } catch (const base::Transient& error) {
    if (error.phrase()) throw;  // as what it is
    throw base::Transient(error.what(), phrase);
  } catch (const base::Error& error) {
    if (error.phrase()) throw;
    throw base::Error(error.what(), phrase);
  }
}

base::Phrase cannot_open(const model::SourceDefinition& source) {
  const bool is_file = source.kind == model::SourceKind::kSqlite;
  return base::Phrase{is_file ? "source.cannot_read" : "source.cannot_connect",
                      {{"source", source.name}}};
}

/// The part of an organization in which times are read, and the model's time limit.
Session::Limits limits_of(const model::Order& order, const std::stop_token& stop) {
  return {order.organization.time_zone, order.model->limits.timeout, stop};
}

}  // namespace

Rows::Rows(const model::Order& order, Sources& sources, const std::stop_token& stop)
    : order_(order),
      selection_(order),
      session_(explained(cannot_open(source_of(order)),
                         [&] { return sources.session(source_of(order), stop); })),
      cursor_(explained(base::Phrase{"source.query_failed"},
                        [&] {
                          return session_->open(compile(order, session_->dialect()),
                                                limits_of(order, stop));
                        })),
      cells_(selection_.names().size()) {}

bool Rows::next() {
  const bool more =
      explained(base::Phrase{"source.query_failed"}, [&] { return cursor_->next(cells_); });
  if (!more) return false;
  ++count_;
  const std::int64_t limit = order_.model->limits.max_rows;
  if (count_ > limit) {
    throw base::Error("report: over its model's cap of rows",
                      base::Phrase{"source.too_many_rows", {{"limit", limit}}});
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

std::size_t Rows::missing_ids() const {
  return order_.instance_ids ? order_.instance_ids->size() - ids_.size() : 0;
}

}  // namespace source
