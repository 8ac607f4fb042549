#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "language/time_zone.h"
#include "model/value/type.h"
#include "source/sql/cell.h"
#include "source/sql/database_type.h"
#include "source/sql/dialect.h"
#include "source/sql/query.h"

namespace source {

/// The rows of a running query, one at a time. One thread.
class Cursor {
 public:
  virtual ~Cursor() = default;

  /// Moves to the next row and fills a cell for each of its columns, whose texts are valid until
  /// the next call; false at the end. Throws base::Canceled when asked to stop.
  virtual bool next(std::span<Cell> row) = 0;
};

/// A column of a query's result, as its source calls it.
struct ResultColumn {
  std::string name;
  std::string type;  // in the source's words; empty where it says none
  std::optional<model::Type>
      model_type;  // what a data model would make of it; absent where unknown
  DatabaseType database_type = DatabaseType::kDynamic;
};

/// A connection to a source. One thread at a time; it outlives its cursors, one at a time.
class Session {
 public:
  /// What a query is run under.
  struct Limits {
    language::TimeZone time_zone;  // the local time of moments with an offset
    std::chrono::seconds timeout;  // the source's own, behind that of the stop token
    std::stop_token stop;
  };

  virtual ~Session() = default;

  [[nodiscard]] virtual const Dialect& dialect() const = 0;
  /// Runs a query that reads, and nothing else.
  [[nodiscard]] virtual std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) = 0;
  /// The columns of a query's result; it is prepared and not run. Throws base::Canceled when asked
  /// to stop, where the source allows that.
  [[nodiscard]] virtual std::vector<ResultColumn> describe(const Query& query,
                                                           const std::stop_token& stop) = 0;

  /// After a cursor's last row: by the slots of its query, whether values were met that a filter
  /// could not decide. None where the source notes nothing.
  [[nodiscard]] virtual std::vector<bool> undecided_slots() const { return {}; }

  /// Of the last query: whether moments that the source keeps with a zone came as local time of the
  /// wanted one, and not of its own.
  [[nodiscard]] virtual bool is_in_time_zone() const { return true; }
  /// Whether another job may have it after this one.
  [[nodiscard]] virtual bool is_reusable() { return false; }
};

}  // namespace source
