#pragma once

#include "database/connection.h"

namespace database {

/// A transaction that is rolled back unless commit() is called. Not thread-safe.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Connection& connection_;
  bool is_open_ = true;
};

}  // namespace database
