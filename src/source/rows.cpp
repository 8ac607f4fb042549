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

/// Runs what may fail in SQLite; the log gets its words, the reader the phrase.
template <class Action>
auto explained(const base::Phrase& phrase, const Action& action) {
  try {
    return action();
  } catch (const base::Stopped&) {
    throw;
  } catch (const base::Error& error) {
    throw base::Error(error.what(), phrase);
  }
}

base::Phrase cannot_read(const model::Order& order) {
  return base::Phrase{"source.cannot_read", {{"source", order.model->source}}};
}

database::Statement prepare(database::Connection& connection, const model::Order& order) {
  const Query query = compile(order);
  database::Statement statement = connection.prepare_query(query.sql);
  int index = 0;
  for (const Bound& value : query.values) {
    ++index;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      statement.bind(index, *integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      statement.bind(index, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      statement.bind(index, std::string_view{*text});
    } else {
      statement.bind_null(index);
    }
  }
  return statement;
}

}  // namespace

Rows::Rows(const model::Order& order, std::stop_token stop)
    : order_(order),
      selection_(order),
      stop_(std::move(stop)),
      connection_(explained(
          cannot_read(order),
          [&] { return database::Connection(source_of(order).path, database::Mode::kForeign); })),
      statement_(explained(base::Phrase{"source.query_failed"},
                           [&] { return prepare(connection_, order); })) {
  connection_.interrupt_when([this] { return stop_.stop_requested(); });
}

bool Rows::next() {
  const bool more =
      explained(base::Phrase{"source.query_failed"}, [&] { return statement_.step(); });
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

std::size_t Rows::missing_ids() const {
  return order_.instance_ids ? order_.instance_ids->size() - ids_.size() : 0;
}

}  // namespace source
