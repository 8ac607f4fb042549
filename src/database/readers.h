#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "database/connection.h"

namespace database {

/// Reading connections to this program's own database (Mode::kRead), kept open between uses: there
/// are as many as threads ever read at once. Any thread; the file must exist (see Writer).
class Readers {
 public:
  /// One connection, this thread's alone until the loan ends. The Readers must outlive it.
  class Loan {
   public:
    Loan(Readers& owner, std::unique_ptr<Connection> connection);
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    [[nodiscard]] Connection& operator*() const { return *connection_; }
    [[nodiscard]] Connection* operator->() const { return connection_.get(); }

   private:
    Readers& owner_;
    std::unique_ptr<Connection> connection_;
  };

  explicit Readers(std::filesystem::path file);

  [[nodiscard]] Loan borrow();

 private:
  void give_back(std::unique_ptr<Connection> connection);

  const std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;  // protected by mutex_
};

}  // namespace database
