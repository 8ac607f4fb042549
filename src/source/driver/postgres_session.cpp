#include "source/driver/postgres_session.h"

#include <charconv>
#include <map>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/parse_integer.h"
#include "source/driver/postgres_connection.h"
#include "source/driver/postgres_type.h"

namespace source {
namespace {

bool read(std::string_view text, double& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end;
}

/// Removes the offset, because the session's time zone is the report's. A moment before year 1,
/// which no cell can hold, stays as it is.
std::string_view local_time_text(std::string_view text) {
  constexpr std::size_t kMinTimeLength = 8;  // "08:05:09"
  const auto sign = text.find_last_of("+-");
  const bool has_offset =
      sign != std::string_view::npos && sign >= kMinTimeLength && text.find(':') < sign;
  return has_offset && !text.ends_with(" BC") ? text.substr(0, sign) : text;
}

/// Removes the trailing zeros that only fill the column's scale, because they would count as
/// digits.
std::string_view without_zeros(std::string_view text) {
  if (text.find('.') == std::string_view::npos) return text;
  const std::size_t last = text.find_last_not_of('0');
  return text.substr(0, text[last] == '.' ? last : last + 1);
}

/// The bytes of bytea's text, "\\xDEADBEEF".
std::string decode_bytea(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 2; at + 2 <= text.size(); at += 2) {
    unsigned byte = 0;
    std::from_chars(text.data() + at, text.data() + at + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

/// The bytes of "0101"; the last bit is the lowest of the last byte.
std::string packed(std::string_view bits) {
  constexpr std::size_t kByte = 8;
  std::string bytes((bits.size() + kByte - 1) / kByte, '\0');
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const std::size_t place = bits.size() - 1 - i;  // counted from the last
    if (bits[i] != '1') continue;
    char& byte = bytes[bytes.size() - 1 - place / kByte];
    byte = static_cast<char>(static_cast<unsigned char>(byte) | 1U << place % kByte);
  }
  return bytes;
}

/// Reads a bit string as an unsigned number, or as bytes where it has more than 64 bits. `buffer`
/// holds the text or bytes that the cell refers to.
void fill_bits(Cell& cell, std::string_view bits, std::string& buffer) {
  constexpr std::size_t kMaxIntegerBits = 64;
  if (bits.empty()) return;  // the cell stays an empty text
  if (bits.size() > kMaxIntegerBits) {
    cell.storage = Storage::kBlob;
    buffer = packed(bits);
    cell.text = buffer;
    return;
  }
  std::uint64_t number = 0;
  for (const char bit : bits) number = number << 1U | (bit == '1' ? 1U : 0U);
  if (std::in_range<std::int64_t>(number)) {
    cell.storage = Storage::kInteger;
    cell.integer = static_cast<std::int64_t>(number);
  } else {
    buffer = std::to_string(number);
    cell.text = buffer;
  }
}

/// `buffer` holds text that the cell refers to and the result does not contain.
void fill(Cell& cell, CellFormat format, std::string_view text, std::string& buffer) {
  cell.storage = Storage::kText;
  cell.text = text;
  switch (format) {
    case CellFormat::kWhole:
      if (const auto whole = base::parse_integer<std::int64_t>(text)) {
        cell.integer = *whole;
        cell.storage = Storage::kInteger;
      }
      return;
    case CellFormat::kFloating:
      if (read(text, cell.real)) cell.storage = Storage::kReal;
      return;
    case CellFormat::kExact:
      cell.text = without_zeros(text);
      return;
    case CellFormat::kLocalTime:
      cell.text = local_time_text(text);
      return;
    case CellFormat::kPadded:
      cell.text = text.substr(0, text.find_last_not_of(' ') + 1);
      return;
    case CellFormat::kBits:
      return fill_bits(cell, text, buffer);
    case CellFormat::kBytes:
      cell.storage = Storage::kBlob;
      buffer = decode_bytea(text);
      cell.text = buffer;
      return;
    case CellFormat::kPlain:
      return;
  }
}

class PostgresCursor final : public Cursor {
 public:
  PostgresCursor(PostgresConnection& connection, const Query& query, const Session::Limits& limits)
      : connection_(connection), waiter_(limits.stop) {
    try {
      connection_.execute(beginning(limits), waiter_);
      connection_.send(query, waiter_);
    } catch (...) {
      connection_.cancel_and_close();
      throw;
    }
  }
  ~PostgresCursor() override {
    if (!ended_) connection_.cancel_and_close();
  }
  PostgresCursor(const PostgresCursor&) = delete;
  PostgresCursor& operator=(const PostgresCursor&) = delete;

  bool next(std::span<Cell> row) override {
    result_ = connection_.next(waiter_);
    if (!result_ || libpq().ntuples(result_.get()) == 0) return end();
    if (formats_.empty()) begin(row.size());
    int column = 0;
    for (Cell& cell : row) {
      const int i = column++;
      if (libpq().getisnull(result_.get(), 0, i) == 1) {
        cell.storage = Storage::kNull;
        continue;
      }
      fill(cell, formats_[static_cast<std::size_t>(i)],
           {libpq().getvalue(result_.get(), 0, i),
            static_cast<std::size_t>(libpq().getlength(result_.get(), 0, i))},
           buffers_[static_cast<std::size_t>(i)]);
    }
    return true;
  }

 private:
  /// The server's time limit is a little longer than the caller's.
  static std::string beginning(const Session::Limits& limits) {
    constexpr std::chrono::seconds kTimeoutMargin{5};
    const auto timeout = std::chrono::milliseconds{limits.timeout + kTimeoutMargin};
    return "BEGIN READ ONLY; SET LOCAL statement_timeout = " + std::to_string(timeout.count()) +
           "; SET LOCAL extra_float_digits = 1; SET LOCAL DateStyle = 'ISO'; SET LOCAL "
           "IntervalStyle = 'postgres'; SET LOCAL bytea_output = 'hex'; "
           "SET LOCAL TimeZone = '" +
           limits.time_zone.name() + "'";
  }

  void begin(std::size_t columns) {
    buffers_.resize(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      formats_.push_back(postgres_cell_format(libpq().ftype(result_.get(), static_cast<int>(i))));
    }
  }

  bool end() {
    if (ended_) return false;
    while (result_) result_ = connection_.next(waiter_);
    connection_.execute("COMMIT", waiter_);
    ended_ = true;
    return false;
  }

  PostgresConnection& connection_;
  const Waiter waiter_;
  PostgresConnection::Result result_;
  std::vector<CellFormat> formats_;
  std::vector<std::string> buffers_;  // one per column
  bool ended_ = false;
};

/// The source's options override the network options before them. A network that is silent for the
/// connect timeout fails, also during a query and during a cancel request, for which libpq waits
/// without a limit.
PostgresConnection::Options connection_options(const model::SourceDefinition& definition) {
  const std::chrono::milliseconds silence = definition.connect_timeout;
  PostgresConnection::Options options{{"keepalives_idle", "30"},
                                      {"tcp_user_timeout", std::to_string(silence.count())}};
  for (const model::SourceOption& option : definition.options) {
    options.emplace_back(option.name, option.value.text());
  }
  options.emplace_back("client_encoding", "UTF8");
  options.emplace_back("fallback_application_name", "gormic-bi");
  return options;
}

class PostgresSession final : public Session {
 public:
  PostgresSession(const model::SourceDefinition& definition, const std::stop_token& stop,
                  base::Log* log)
      : notices_(definition.name, log),
        connection_(connection_options(definition), definition.connect_timeout, stop, notices_),
        dialect_(connection_.accepts(kIcuProbe, Waiter{stop}) ? postgres_dialect()
                                                              : postgres_dialect_without_icu()) {}

  [[nodiscard]] const Dialect& dialect() const override { return dialect_; }

  [[nodiscard]] std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) override {
    notices_.begin_statement();
    return std::make_unique<PostgresCursor>(connection_, query, limits);
  }

  [[nodiscard]] std::vector<ResultColumn> describe(const Query& query,
                                                   const std::stop_token& stop) override {
    notices_.begin_statement();
    const Waiter waiter{stop};
    const auto described = described_by(query, waiter);
    std::vector<ResultColumn> columns;
    for (int i = 0; i < libpq().nfields(described.get()); ++i) {
      const Oid type = libpq().ftype(described.get(), i);
      columns.push_back({libpq().fname(described.get(), i), std::string{postgres_type_name(type)},
                         postgres_model_type(type),
                         postgres_database_type(type, libpq().fmod(described.get(), i))});
    }
    name_other_types(*described, columns, waiter);
    return columns;
  }

  [[nodiscard]] bool is_reusable() override { return connection_.is_idle(); }

 private:
  /// Asks the server for the names of types that postgres_type_name() does not know, and which of
  /// them are enums or citext, which are texts.
  void name_other_types(const PGresult& described, std::vector<ResultColumn>& columns,
                        const Waiter& waiter) {
    std::string oids;
    for (int i = 0; i < libpq().nfields(&described); ++i) {
      const Oid type = libpq().ftype(&described, i);
      if (postgres_type_name(type).empty())
        oids += (oids.empty() ? "" : ", ") + std::to_string(type);
    }
    if (oids.empty()) return;
    std::map<std::string, std::pair<std::string, bool>>
        names;  // by OID: the name, and whether it is a text
    connection_.send(
        {"SELECT oid::text, typname::text, (typtype = 'e' OR typname = 'citext')::text "
         "FROM pg_catalog.pg_type WHERE oid IN (" +
             oids + ")",
         {}},
        waiter);
    while (const auto row = connection_.next(waiter)) {
      if (libpq().ntuples(row.get()) == 0) continue;
      const auto value = [&](int column) { return libpq().getvalue(row.get(), 0, column); };
      names[value(0)] = {value(1), value(2)[0] == 't'};
    }
    for (int i = 0; i < libpq().nfields(&described); ++i) {
      const auto found = names.find(std::to_string(libpq().ftype(&described, i)));
      if (found == names.end()) continue;
      ResultColumn& column = columns[static_cast<std::size_t>(i)];
      column.type = found->second.first;
      if (!found->second.second) continue;
      column.database_type = DatabaseType::kText;
      column.model_type = model::Type::kString;
    }
  }

  /// Closes the connection if canceled: it cannot be reused in the middle of a request.
  PostgresConnection::Result described_by(const Query& query, const Waiter& waiter) {
    try {
      return connection_.describe(query, waiter);
    } catch (const base::Canceled&) {
      connection_.cancel_and_close();
      throw;
    }
  }

  Notices notices_;
  PostgresConnection connection_;
  const Dialect& dialect_;
};

}  // namespace

std::unique_ptr<Session> postgres_session(const model::SourceDefinition& definition,
                                          const std::stop_token& stop, base::Log* log) {
  return std::make_unique<PostgresSession>(definition, stop, log);
}

}  // namespace source
