#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>

#include "database/connection.h"
#include "database/statement.h"
#include "model/order.h"
#include "source/selection.h"

namespace source {

/// How the source holds a value.
using Storage = database::Storage;

/// An order's rows as they come from its source, one at a time. Columns count as in
/// `selection()`. One thread; the order must outlive it.
class Rows {
 public:
  /// Opens the source and prepares the statement. Every fault is a base::Error with a phrase.
  Rows(const model::Order& order, std::stop_token stop);

  [[nodiscard]] const Selection& selection() const { return selection_; }

  /// Moves to the next row; false at the end. Throws base::Stopped when asked to stop, and
  /// base::Error beyond the model's cap: rows are never cut.
  bool next();
  /// How many rows there were so far.
  [[nodiscard]] std::int64_t count() const { return count_; }

  // Of the current row.
  [[nodiscard]] Storage storage(std::size_t column) const {
    return statement_.storage(static_cast<int>(column));
  }
  [[nodiscard]] std::int64_t integer(std::size_t column) const {
    return statement_.integer(static_cast<int>(column));
  }
  [[nodiscard]] double real(std::size_t column) const {
    return statement_.real(static_cast<int>(column));
  }
  /// Bytes that need not be UTF-8, valid until next().
  [[nodiscard]] std::string_view text(std::size_t column) const {
    return statement_.text(static_cast<int>(column));
  }

  /// After the last row: how many of the order's instance ids gave none.
  [[nodiscard]] std::size_t missing_ids() const;

 private:
  void note_id();

  const model::Order& order_;
  const Selection selection_;
  const std::stop_token stop_;
  database::Connection connection_;
  database::Statement statement_;
  std::int64_t count_ = 0;
  std::set<std::string, std::less<>> ids_;  // seen, when the order selects by id
};

}  // namespace source
