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

/// The rows of a running query, read one at a time. Not thread-safe.
class Cursor {
 public:
  virtual ~Cursor() = default;

  /// Moves to the next row and fills a cell for each of its columns, whose texts are valid until
  /// the next call; false at the end. Throws base::Canceled when asked to stop.
  virtual bool next(std::span<Cell> row) = 0;
};

/// A column of a query's result as its source describes it.
struct ResultColumn {
  std::string name;
  std::string type;                       // the source's name of the type; empty where it has none
  std::optional<model::Type> model_type;  // that a data model would declare; absent where unknown
  DatabaseType database_type = DatabaseType::kDynamic;
  bool may_be_boolean = false;  // an integer of the type in which its database keeps booleans
};

/// A connection to a source. It has one cursor at a time and must outlive it. Not thread-safe.
class Session {
 public:
  /// The conditions under which a query runs.
  struct Limits {
    language::TimeZone time_zone;  // to which moments with an offset are converted
    std::chrono::seconds timeout;  // the source's own limit, besides the stop token
    std::stop_token stop;
  };

  virtual ~Session() = default;

  [[nodiscard]] virtual const Dialect& dialect() const = 0;
  /// Runs a read-only query.
  [[nodiscard]] virtual std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) = 0;
  /// The columns of a query's result; the query is prepared and not run. Throws base::Canceled when
  /// asked to stop, where the source supports that.
  [[nodiscard]] virtual std::vector<ResultColumn> describe(const Query& query,
                                                           const std::stop_token& stop) = 0;

  /// After a cursor's last row: for each slot of its query, whether the filter met undecided
  /// values. Empty where the source does not record them.
  [[nodiscard]] virtual std::vector<bool> undecided_slots() const { return {}; }

  /// Whether the last query returned moments with a zone in the requested time zone, and not in the
  /// source's own.
  [[nodiscard]] virtual bool is_in_time_zone() const { return true; }
  /// Whether another job may use the session after this one.
  [[nodiscard]] virtual bool is_reusable() { return false; }
};

}  // namespace source
