#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "source/driver/libpq.h"
#include "source/driver/notices.h"
#include "source/driver/waiter.h"
#include "source/sql/query.h"

namespace source {

/// A connection to a PostgreSQL server, or to another that speaks its protocol. Every wait ends
/// when the waiter is asked to stop. Not thread-safe.
class PostgresConnection {
 public:
  /// libpq's connection keywords and their values.
  using Options = std::vector<std::pair<std::string, std::string>>;
  struct ResultDeleter {
    void operator()(PGresult* result) const { libpq().clear(result); }
  };
  using Result = std::unique_ptr<PGresult, ResultDeleter>;

  /// Throws ConnectError where the server refuses the connection, and base::TransientError where it
  /// cannot be reached. `notices` must outlive the connection.
  PostgresConnection(const Options& options, std::chrono::seconds timeout,
                     const std::stop_token& stop, Notices& notices);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  /// Runs one command or several and discards their rows.
  void execute(const std::string& commands, const Waiter& waiter);
  /// Runs a command that not every server accepts; false where this one rejects it.
  [[nodiscard]] bool accepts(const std::string& command, const Waiter& waiter);
  /// Prepares and sends a query. next() then returns one result per row, one without rows, and
  /// null.
  void send(const Query& query, const Waiter& waiter);
  /// The next result of the sent query; null after the last. Throws where the server reports an
  /// error or the connection is lost.
  [[nodiscard]] Result next(const Waiter& waiter);
  /// The columns and the parameters of a query, which is prepared and not run.
  [[nodiscard]] Result describe(const Query& query, const Waiter& waiter);

  /// Asks the server to cancel the running query, and closes the connection.
  void cancel_and_close() noexcept;
  /// Whether the connection is open, idle and outside a transaction.
  [[nodiscard]] bool is_idle() const;

 private:
  [[nodiscard]] Result prepare_and_describe(const Query& query, const Waiter& waiter);
  void drain(const Waiter& waiter);
  struct ConnectionDeleter {
    void operator()(PGconn* handle) const { libpq().finish(handle); }
  };

  void connect(const Waiter& waiter, std::chrono::seconds timeout);
  [[noreturn]] void fail_to_connect() const;
  void flush(const Waiter& waiter);
  void require(bool sent, const char* operation) const;
  [[noreturn]] void fail(const PGresult* result, const char* operation) const;

  std::unique_ptr<PGconn, ConnectionDeleter> handle_;
  bool is_canceled_ = false;
};

}  // namespace source
