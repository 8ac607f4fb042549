#include "source/driver/postgres_connection.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "source/driver/connect_error.h"
#include "source/driver/sql_error.h"
#include "source/sql/placeholders.h"

namespace source {
namespace {

/// The message of an error after which a retry may succeed, by SQLSTATE (PostgreSQL's manual,
/// appendix A).
std::optional<base::Message> passing_fault(std::string_view state) {
  if (is_connection_error(state)) return base::Message{"source.connection_lost"};
  if (state.starts_with("53")) return base::Message{"source.busy"};
  if (is_rollback_error(state) || state == "55P03") return base::Message{"database.locked"};
  return std::nullopt;
}

/// libpq calls this for each notice of the server. It must not throw through libpq.
void on_notice(void* notices, const PGresult* result) noexcept try {
  const auto field = [&](int code) {
    const char* text = libpq().resultErrorField(result, code);
    return std::string_view{text == nullptr ? "" : text};
  };
  static_cast<Notices*>(notices)->record(field(PG_DIAG_SEVERITY_NONLOCALIZED),
                                         field(PG_DIAG_SQLSTATE), field(PG_DIAG_MESSAGE_PRIMARY));
} catch (const std::exception&) {
}

struct Failure {
  std::string state;
  std::string words;
};

/// Reads the SQLSTATE from libpq's verbose text, "...FATAL:  28P01: password authentication
/// failed...\nLOCATION:  ...": a failed connection reports it nowhere else. Where several hosts
/// were tried, the last one counts.
Failure parse_failure(std::string_view message) {
  constexpr std::string_view kSeparator = ":  ";
  constexpr std::size_t kStateLength = 5;
  Failure failure{"", std::string{message.substr(0, message.rfind("\nLOCATION:"))}};
  const auto is_of_state = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
  for (std::size_t at = failure.words.rfind(kSeparator); at != std::string::npos && at > 0;
       at = failure.words.rfind(kSeparator, at - 1)) {
    const std::size_t begin = at + kSeparator.size();
    const std::string state = failure.words.substr(begin, kStateLength);
    const bool is_it = state.size() == kStateLength && std::ranges::all_of(state, is_of_state) &&
                       failure.words.compare(begin + kStateLength, 2, ": ") == 0;
    if (!is_it) continue;
    failure.state = state;
    failure.words.erase(begin, kStateLength + 2);
    break;
  }
  return failure;
}

}  // namespace

PostgresConnection::PostgresConnection(const Options& options, std::chrono::seconds timeout,
                                       const std::stop_token& stop, Notices& notices) {
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : options) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  constexpr int kExpandConnectionString = 1;
  handle_.reset(libpq().connectStartParams(names.data(), values.data(), kExpandConnectionString));
  if (!handle_) throw base::Error("PostgreSQL: connect: out of memory");
  // Without a receiver, libpq writes notices to standard error.
  libpq().setNoticeReceiver(handle_.get(), on_notice, &notices);
  libpq().setErrorVerbosity(handle_.get(), PQERRORS_VERBOSE);  // includes the SQLSTATE
  connect(Waiter{stop}, timeout);
  libpq().setErrorVerbosity(handle_.get(), PQERRORS_DEFAULT);
  libpq().setnonblocking(handle_.get(), 1);
}

PostgresConnection::~PostgresConnection() = default;

void PostgresConnection::connect(const Waiter& waiter, std::chrono::seconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK) {
    if (state == PGRES_POLLING_FAILED || libpq().status(handle_.get()) == CONNECTION_BAD) {
      fail_to_connect();
    }
    const auto what =
        state == PGRES_POLLING_READING ? Waiter::For::kReading : Waiter::For::kWriting;
    if (!waiter.wait(libpq().socket(handle_.get()), what, deadline)) {
      throw base::TransientError("PostgreSQL: connect: no answer within " +
                                 std::to_string(timeout.count()) + " seconds");
    }
    state = libpq().connectPoll(handle_.get());
  }
}

void PostgresConnection::fail_to_connect() const {
  const Failure failure = parse_failure(libpq().errorMessage(handle_.get()));
  const std::string what = "PostgreSQL: connect: " + format_sql_error(failure.state, failure.words);
  ConnectErrorKind kind = classify_postgres_error(failure.state, failure.words);
  const bool wants_password = libpq().connectionNeedsPassword(handle_.get()) == 1;
  if (kind == ConnectErrorKind::kOther && wants_password) kind = ConnectErrorKind::kLogin;
  if (kind != ConnectErrorKind::kOther) throw ConnectError(kind, what);
  throw base::TransientError(what);
}

void PostgresConnection::execute(const std::string& commands, const Waiter& waiter) {
  require(libpq().sendQuery(handle_.get(), commands.c_str()) == 1, "send");
  flush(waiter);
  while (next(waiter) != nullptr) {
  }
}

bool PostgresConnection::accepts(const std::string& command, const Waiter& waiter) {
  try {
    execute(command, waiter);
    return true;
  } catch (const base::Canceled&) {
    throw;
  } catch (const base::TransientError&) {
    throw;
  } catch (const base::Error&) {
    drain(waiter);
    return false;
  }
}

void PostgresConnection::send(const Query& query, const Waiter& waiter) {
  static_cast<void>(prepare_and_describe(query, waiter));
  std::vector<std::string> texts;
  std::vector<const char*> values;
  texts.reserve(query.values.size());
  for (const BoundValue& bound : query.values) {
    if (bound.value) texts.push_back(model::format_value(*bound.value));
    values.push_back(bound.value ? texts.back().c_str() : nullptr);
  }
  constexpr int kText = 0;
  const int sent = libpq().sendQueryPrepared(handle_.get(), "", static_cast<int>(values.size()),
                                             values.data(), nullptr, nullptr, kText);
  require(sent == 1, "send a query");
  require(libpq().setSingleRowMode(handle_.get()) == 1, "ask for single rows");
  flush(waiter);
}

PostgresConnection::Result PostgresConnection::next(const Waiter& waiter) {
  while (libpq().isBusy(handle_.get()) == 1) {
    waiter.wait(libpq().socket(handle_.get()), Waiter::For::kReading);
    if (libpq().consumeInput(handle_.get()) == 0) fail(nullptr, "read");
  }
  Result result{libpq().getResult(handle_.get())};
  if (result) {
    const ExecStatusType status = libpq().resultStatus(result.get());
    const bool is_good = status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK ||
                         status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
    if (!is_good) fail(result.get(), "run");
  }
  return result;
}

PostgresConnection::Result PostgresConnection::describe(const Query& query, const Waiter& waiter) {
  try {
    return prepare_and_describe(query, waiter);
  } catch (const base::Canceled&) {
    throw;
  } catch (const base::Error&) {
    drain(waiter);
    throw;
  }
}

/// Discards the remaining results of a failed command, so that the next one can be sent.
void PostgresConnection::drain(const Waiter& waiter) {
  while (true) {
    while (libpq().isBusy(handle_.get()) == 1) {
      waiter.wait(libpq().socket(handle_.get()), Waiter::For::kReading);
      if (libpq().consumeInput(handle_.get()) == 0) return;
    }
    if (!Result{libpq().getResult(handle_.get())}) return;
  }
}

/// Prepares without parameter types, which the placeholders' casts say. So the server reports how
/// many placeholders it sees, and accepts no value for one that it does not see.
PostgresConnection::Result PostgresConnection::prepare_and_describe(const Query& query,
                                                                    const Waiter& waiter) {
  const char* strings = libpq().parameterStatus(handle_.get(), "standard_conforming_strings");
  const bool has_backslash = strings != nullptr && std::string_view{strings} == "off";
  require_settings(has_backslash ? "standard_conforming_strings" : "", query);
  require(libpq().sendPrepare(handle_.get(), "", query.sql.c_str(), 0, nullptr) == 1, "prepare");
  flush(waiter);
  while (next(waiter) != nullptr) {
  }
  require(libpq().sendDescribePrepared(handle_.get(), "") == 1, "describe");
  flush(waiter);
  Result described = next(waiter);
  while (next(waiter) != nullptr) {
  }
  require_placeholder_count(static_cast<std::size_t>(libpq().nparams(described.get())), query);
  return described;
}

void PostgresConnection::flush(const Waiter& waiter) {
  for (int left = 1; left == 1;) {
    left = libpq().flush(handle_.get());
    require(left >= 0, "send");
    if (left == 0) return;
    waiter.wait(libpq().socket(handle_.get()), Waiter::For::kBoth);
    if (libpq().consumeInput(handle_.get()) == 0) fail(nullptr, "send");
  }
}

void PostgresConnection::require(bool sent, const char* operation) const {
  if (!sent) fail(nullptr, operation);
}

void PostgresConnection::fail(const PGresult* result, const char* operation) const {
  const char* code =
      result == nullptr ? nullptr : libpq().resultErrorField(result, PG_DIAG_SQLSTATE);
  // The primary message only, because details quote values of rows.
  const char* primary =
      result == nullptr ? nullptr : libpq().resultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string state = code == nullptr ? "" : code;
  const std::string what =
      std::string{"PostgreSQL: "} + operation + ": " +
      format_sql_error(state, primary != nullptr ? primary : libpq().errorMessage(handle_.get()));
  const bool is_lost = libpq().status(handle_.get()) == CONNECTION_BAD;
  if (is_lost) throw base::TransientError(what, base::Message{"source.connection_lost"});
  if (const auto message = passing_fault(state)) throw base::TransientError(what, *message);
  if (state == "42501") throw base::Error(what, base::Message{"source.missing_right"});
  if (state == "57014") throw base::Error(what, base::Message{"source.canceled"});
  throw base::Error(what);
}

void PostgresConnection::cancel_and_close() noexcept {
  is_canceled_ = true;
  if (libpq().transactionStatus(handle_.get()) != PQTRANS_ACTIVE) return;
  PGcancel* cancel = libpq().getCancel(handle_.get());
  if (cancel == nullptr) return;
  std::array<char, 256> reason{};
  libpq().cancel(cancel, reason.data(), static_cast<int>(reason.size()));
  libpq().freeCancel(cancel);
}

bool PostgresConnection::is_idle() const {
  if (is_canceled_ || libpq().status(handle_.get()) != CONNECTION_OK) return false;
  if (libpq().transactionStatus(handle_.get()) != PQTRANS_IDLE) return false;
  // No query is running, so readable data means that the server closes the connection.
  pollfd place{libpq().socket(handle_.get()), POLLIN, 0};
  return ::poll(&place, 1, 0) == 0;
}

}  // namespace source
