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

/// A connection to a PostgreSQL server, or what speaks its protocol. Whatever it waits for, it
/// stops when asked to. One thread at a time.
class PostgresConnection {
 public:
  /// libpq's keywords and their values.
  using Options = std::vector<std::pair<std::string, std::string>>;
  struct ResultDeleter {
    void operator()(PGresult* result) const { libpq().clear(result); }
  };
  using Result = std::unique_ptr<PGresult, ResultDeleter>;

  /// Throws ConnectError where the server does not let us in, and base::TransientError where it
  /// cannot be reached. `notices` must outlive it.
  PostgresConnection(const Options& options, std::chrono::seconds timeout,
                     const std::stop_token& stop, Notices& notices);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  /// One command or several, whose rows nobody wants.
  void execute(const std::string& commands, const Waiter& waiter);
  /// The same, of a command that not every server takes; false where it does not.
  [[nodiscard]] bool accepts(const std::string& command, const Waiter& waiter);
  /// Prepares and sends a query; its rows come one in a result, then one without rows, then null.
  void send(const Query& query, const Waiter& waiter);
  /// The next result of what was sent; null behind the last. Throws where the server reports a
  /// fault, or is gone.
  [[nodiscard]] Result next(const Waiter& waiter);
  /// What a query would give, and what it would take; it is prepared and not run.
  [[nodiscard]] Result describe(const Query& query, const Waiter& waiter);

  /// Asks the server to end what runs, and gives the connection up.
  void cancel_and_close() noexcept;
  /// Whether it is idle, outside of a transaction, and the server has not hung up.
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
