#include "database/transaction.h"

#include "base/error.h"

namespace database {

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.prepare_cached("BEGIN IMMEDIATE").run();
}

Transaction::~Transaction() {
  if (!is_open_) return;
  try {
    connection_.execute("ROLLBACK");
  } catch (const base::Error&) {
    // SQLite has already rolled back by itself, as it does on a full disk.
  }
}

void Transaction::commit() {
  connection_.prepare_cached("COMMIT").run();
  is_open_ = false;
}

}  // namespace database
