#include "source/driver/odbc_session.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "source/driver/odbc_column.h"
#include "source/driver/odbc_statement.h"
#include "source/sql/odbc_dialects.h"
#include "source/sql/placeholders.h"

namespace source {
namespace {

constexpr std::size_t kBlockBytes = 1'000'000;
constexpr std::size_t kMaxBlockRows = 1'000;

/// A value of a connection string, in braces where it has special characters. Needless braces are
/// omitted, because PostgreSQL's driver takes them for part of the user's name.
std::string braced(const std::string& value) {
  constexpr std::string_view kSigns = "[]{}(),;?*=!@ ";
  if (!value.empty() && value.find_first_of(kSigns) == std::string::npos) return value;
  std::string text = "{";
  for (const char c : value) {
    text += c;
    if (c == '}') text += c;
  }
  return text + '}';
}

/// MariaDB's driver ignores SQL_ATTR_LOGIN_TIMEOUT and waits forever for a server that does not
/// answer.
std::string own_timeout(const std::string& options, std::chrono::seconds timeout) {
  const std::string small = base::to_lower(options);
  const auto has = [&](std::string_view word) { return small.find(word) != std::string::npos; };
  const bool is_deaf = (has("mariadb") || has("maodbc")) && !has("conn_timeout");
  return is_deaf ? ";CONN_TIMEOUT=" + std::to_string(timeout.count()) : "";
}

std::string connection_string(const model::SourceDefinition& definition) {
  std::string text;
  for (const model::SourceOption& option : definition.options) {
    if (!text.empty() && !text.ends_with(';')) text += ';';
    text +=
        option.name.empty() ? option.value.text() : option.name + '=' + braced(option.value.text());
  }
  return text + own_timeout(text, definition.connect_timeout);
}

OdbcDialect select_dialect(OdbcConnection& connection, const model::SourceDefinition& definition) {
  OdbcDialect dialect =
      odbc_dialect(definition.dialect.empty() ? connection.product() : definition.dialect);
  if (dialect.fallback != nullptr && !connection.execute(dialect.required_command)) {
    dialect.dialect = dialect.fallback;
  }
  return dialect;
}

/// Fetches rows in blocks where each column is bounded, else one by one.
class OdbcCursor final : public Cursor {
 public:
  OdbcCursor(OdbcConnection& connection, const Query& query, const Session::Limits& limits,
             const OdbcDialect& dialect)
      : statement_(connection, query), stop_(limits.stop) {
    const auto canceled = [this] { statement_.cancel(); };
    const std::stop_callback<decltype(canceled)> on_stop(limits.stop, canceled);
    stoppable([&] { statement_.execute(limits.timeout); });
    for (const OdbcStatement::Column& column : statement_.columns()) {
      columns_.emplace_back(column, dialect);
    }
    if (std::ranges::all_of(columns_, &OdbcColumn::is_bounded)) bind();
  }
  ~OdbcCursor() override {
    if (!ended_) statement_.cancel();
  }
  OdbcCursor(const OdbcCursor&) = delete;
  OdbcCursor& operator=(const OdbcCursor&) = delete;

  bool next(std::span<Cell> row) override {
    if (ended_ || (++row_ >= got_ && !fetch())) return false;
    SQLUSMALLINT index = 0;
    for (Cell& cell : row) {
      OdbcColumn& column = columns_[index++];
      rows_ == 0 ? column.fetch(cell, statement_, index) : column.fill(cell, row_);
    }
    return true;
  }

 private:
  void bind() {
    std::size_t bytes = 0;
    for (const OdbcColumn& column : columns_) bytes += column.buffer_size() + sizeof(SQLLEN);
    rows_ = std::clamp<std::size_t>(kBlockBytes / bytes, 1, kMaxBlockRows);
    set(SQL_ATTR_ROW_ARRAY_SIZE, rows_);
    check_odbc(odbc().SetStmtAttr(statement_.handle(), SQL_ATTR_ROWS_FETCHED_PTR, &got_, 0),
               SQL_HANDLE_STMT, statement_.handle(), "ask for blocks");
    SQLUSMALLINT index = 0;
    for (OdbcColumn& column : columns_) column.bind(statement_, ++index, rows_);
  }

  void set(SQLINTEGER name, std::size_t value) {
    check_odbc(odbc().SetStmtAttr(statement_.handle(), name, reinterpret_cast<SQLPOINTER>(value),
                                  SQL_IS_UINTEGER),
               SQL_HANDLE_STMT, statement_.handle(), "ask for blocks");
  }

  bool fetch() {
    if (stop_.stop_requested()) throw base::Canceled();
    const auto canceled = [this] { statement_.cancel(); };
    const std::stop_callback<decltype(canceled)> on_stop(stop_, canceled);
    SQLRETURN code = SQL_SUCCESS;
    stoppable([&] {
      code = odbc().Fetch(statement_.handle());
      if (code != SQL_NO_DATA) check_odbc(code, SQL_HANDLE_STMT, statement_.handle(), "fetch");
    });
    row_ = 0;
    if (rows_ == 0) got_ = 1;
    if (code != SQL_NO_DATA) return true;
    ended_ = true;
    return false;
  }

  /// A failure after a stop request is a cancellation.
  template <class Action>
  void stoppable(const Action& action) {
    try {
      action();
    } catch (const base::Error&) {
      if (stop_.stop_requested()) throw base::Canceled();
      throw;
    }
  }

  OdbcStatement statement_;
  const std::stop_token stop_;
  std::vector<OdbcColumn> columns_;
  std::size_t rows_ = 0;  // rows per block; 0 fetches one by one
  SQLULEN got_ = 0;       // rows in the current block
  std::size_t row_ = 0;   // current row in the block
  bool ended_ = false;
};

class OdbcSession final : public Session {
 public:
  explicit OdbcSession(const model::SourceDefinition& definition)
      : connection_(connection_string(definition), definition.connect_timeout),
        dialect_(select_dialect(connection_, definition)) {}

  [[nodiscard]] const Dialect& dialect() const override { return *dialect_.dialect; }

  [[nodiscard]] std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) override {
    connection_.roll_back();  // what the last job left open
    check_settings(query);
    begin(limits.time_zone);
    return std::make_unique<OdbcCursor>(connection_, query, limits, dialect_);
  }

  [[nodiscard]] std::vector<ResultColumn> describe(const Query& query,
                                                   const std::stop_token& /*stop*/) override {
    connection_.roll_back();  // what an earlier failure left open
    check_settings(query);
    const OdbcStatement statement(connection_, query);
    std::vector<ResultColumn> columns;
    for (OdbcStatement::Column& column : statement.columns()) {
      const OdbcColumn read(column, dialect_);
      const auto named =
          column.type_name ? dialect().parse_type_name(*column.type_name) : std::nullopt;
      const DatabaseType is =
          dialect().is_dynamic() ? DatabaseType::kDynamic : named.value_or(read.database_type());
      const bool is_unusual = column.type_name && (named || is == DatabaseType::kOther);
      columns.push_back({std::move(column.name), is_unusual ? *column.type_name : "",
                         read.model_type(), is, column.type == SQL_TINYINT});  // MySQL's BOOLEAN
    }
    return columns;
  }

  [[nodiscard]] bool is_in_time_zone() const override { return is_in_time_zone_; }

  [[nodiscard]] bool is_reusable() override {
    return connection_.is_alive(std::string{dialect().probe()});
  }

 private:
  void begin(const language::TimeZone& zone) {
    constexpr std::string_view kZonePlaceholder = "{zone}";
    for (const std::string& command : dialect_.commands) {
      const auto at = command.find(kZonePlaceholder);
      if (at == std::string::npos) {
        static_cast<void>(connection_.execute(command));
        continue;
      }
      const std::vector<std::string> spellings = dialect_.time_zone_formats(zone);
      const auto accepted = std::ranges::find_if(spellings, [&](const std::string& spelling) {
        return connection_.execute(
            std::string{command}.replace(at, kZonePlaceholder.size(), spelling));
      });
      if (accepted == spellings.end() && dialect_.local_zone.empty()) {
        throw base::Error("time zone " + zone.name() + ": the database does not know it");
      }
      is_in_time_zone_ = accepted != spellings.end() && *accepted != dialect_.local_zone;
    }
  }

  void check_settings(const Query& query) {
    if (query.settings.empty()) return;
    const std::string settings = connection_.query_scalar(dialect_.settings);
    connection_.roll_back();
    require_settings(settings, query);
  }

  OdbcConnection connection_;
  const OdbcDialect dialect_;
  bool is_in_time_zone_ = true;  // of the last query
};

}  // namespace

std::unique_ptr<Session> odbc_session(const model::SourceDefinition& definition) {
  return std::make_unique<OdbcSession>(definition);
}

}  // namespace source
