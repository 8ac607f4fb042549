#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/definition/data_model.h"
#include "model/definition/list_query.h"

/// Evaluates list queries on rows in memory: the reference for every source. A row has the values
/// of columns by their keys; an absent value is empty, and an undecided one has only its text.
class Evaluator {
 public:
  struct Entry {
    std::optional<model::Value> value;
    std::optional<std::string> undecided;
  };
  using Row = std::map<std::string, Entry>;

  Evaluator(const model::DataModel& model, std::vector<Row> rows)
      : model_(model), rows_(std::move(rows)) {}

  /// The ids of the rows that the query selects, in its order; equal rows are ordered by their ids.
  [[nodiscard]] std::vector<std::int64_t> ids(const model::ListQuery& query) const;

 private:
  [[nodiscard]] bool holds(const model::Filter& filter, const Row& row) const;
  [[nodiscard]] bool holds(const model::Condition& condition, const Row& row) const;

  const model::DataModel& model_;
  std::vector<Row> rows_;
};
