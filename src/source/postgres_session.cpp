#include "source/postgres_session.h"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "source/postgres_connection.h"

namespace source {
namespace {

using model::Type;

// Of PostgreSQL's pg_type.
constexpr Oid kBool = 16;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kOid = 26;
constexpr Oid kFloat4 = 700;
constexpr Oid kFloat8 = 701;
constexpr Oid kMoney = 790;
constexpr Oid kBpchar = 1042;
constexpr Oid kVarchar = 1043;
constexpr Oid kDate = 1082;
constexpr Oid kTime = 1083;
constexpr Oid kTimestamp = 1114;
constexpr Oid kTimestamptz = 1184;
constexpr Oid kInterval = 1186;
constexpr Oid kTimetz = 1266;
constexpr Oid kNumeric = 1700;
constexpr Oid kUuid = 2950;

std::optional<Type> fit_of(Oid type) {
  switch (type) {
    case kBool:
      return Type::kBoolean;
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return Type::kInteger;
    case kFloat4:
    case kFloat8:
    case kNumeric:
      return Type::kDecimal;
    case kDate:
      return Type::kDate;
    case kTime:
      return Type::kTime;
    case kTimestamp:
    case kTimestamptz:
      return Type::kDateTime;
    case kInterval:
      return Type::kDuration;
    case kText:
    case kVarchar:
    case kBpchar:
    case kUuid:
    case kMoney:   // with the sign of a currency
    case kTimetz:  // whose zone is its own
      return Type::kString;
    default:
      return std::nullopt;
  }
}

std::string_view name_of(Oid type) {
  constexpr std::array<std::pair<Oid, std::string_view>, 19> kNames{
      {{kBool, "boolean"},
       {kInt8, "bigint"},
       {kInt2, "smallint"},
       {kInt4, "integer"},
       {kText, "text"},
       {kOid, "oid"},
       {kFloat4, "real"},
       {kFloat8, "double precision"},
       {kMoney, "money"},
       {kBpchar, "character"},
       {kVarchar, "character varying"},
       {kDate, "date"},
       {kTime, "time"},
       {kTimestamp, "timestamp"},
       {kTimestamptz, "timestamp with time zone"},
       {kInterval, "interval"},
       {kTimetz, "time with time zone"},
       {kNumeric, "numeric"},
       {kUuid, "uuid"}}};
  for (const auto& [oid, name] : kNames) {
    if (oid == type) return name;
  }
  return "";
}

/// How the text of a column becomes a cell.
enum class Reading : std::uint8_t { kPlain, kWhole, kExact, kFloating, kWallTime };

Reading reading_of(Oid type) {
  switch (type) {
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return Reading::kWhole;
    case kNumeric:
      return Reading::kExact;
    case kFloat4:
    case kFloat8:
      return Reading::kFloating;
    case kTimestamptz:
      return Reading::kWallTime;
    default:
      return Reading::kPlain;
  }
}

template <class Number>
bool read(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  return fault == std::errc{} && stop == end;
}

/// Without the offset: the session's time zone is the one that is wanted. A moment before year 1,
/// which no cell holds, comes as it is.
std::string_view wall_time(std::string_view text) {
  constexpr std::size_t kShortest = 8;  // "08:05:09"
  const auto sign = text.find_last_of("+-");
  const bool has_offset =
      sign != std::string_view::npos && sign >= kShortest && text.find(':') < sign;
  return has_offset && !text.ends_with(" BC") ? text.substr(0, sign) : text;
}

/// Without the zeros of its column's scale, which say nothing and count as digits.
std::string_view without_zeros(std::string_view text) {
  if (text.find('.') == std::string_view::npos) return text;
  const std::size_t last = text.find_last_not_of('0');
  return text.substr(0, text[last] == '.' ? last : last + 1);
}

void fill(Cell& cell, Reading reading, std::string_view text) {
  cell.storage = Storage::kText;
  cell.text = text;
  switch (reading) {
    case Reading::kWhole:
      if (read(text, cell.integer)) cell.storage = Storage::kInteger;
      return;
    case Reading::kFloating:
      if (read(text, cell.real)) cell.storage = Storage::kReal;
      return;
    case Reading::kExact:
      cell.text = without_zeros(text);
      return;
    case Reading::kWallTime:
      cell.text = wall_time(text);
      return;
    case Reading::kPlain:
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
      connection_.abandon();
      throw;
    }
  }
  ~PostgresCursor() override {
    if (!ended_) connection_.abandon();
  }
  PostgresCursor(const PostgresCursor&) = delete;
  PostgresCursor& operator=(const PostgresCursor&) = delete;

  bool next(std::span<Cell> row) override {
    result_ = connection_.next(waiter_);
    if (!result_ || libpq().ntuples(result_.get()) == 0) return end();
    if (readings_.empty()) begin(row.size());
    int column = 0;
    for (Cell& cell : row) {
      const int i = column++;
      if (libpq().getisnull(result_.get(), 0, i) == 1) {
        cell.storage = Storage::kNull;
        continue;
      }
      fill(cell, readings_[static_cast<std::size_t>(i)],
           {libpq().getvalue(result_.get(), 0, i),
            static_cast<std::size_t>(libpq().getlength(result_.get(), 0, i))});
    }
    return true;
  }

 private:
  /// The source's own time limit lies behind the caller's.
  static std::string beginning(const Session::Limits& limits) {
    constexpr std::chrono::seconds kBehind{5};
    const auto timeout = std::chrono::milliseconds{limits.timeout + kBehind};
    return "BEGIN READ ONLY; SET LOCAL statement_timeout = " + std::to_string(timeout.count()) +
           "; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres'; "
           "SET LOCAL TimeZone = '" +
           limits.time_zone + "'";
  }

  void begin(std::size_t columns) {
    for (std::size_t i = 0; i < columns; ++i) {
      readings_.push_back(reading_of(libpq().ftype(result_.get(), static_cast<int>(i))));
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
  std::vector<Reading> readings_;
  bool ended_ = false;
};

/// The source's own options win. A network that answers nothing for as long as connecting may take
/// is given up, also in the middle of a query and by a cancel, which libpq only waits for.
PostgresConnection::Options options_of(const model::SourceDefinition& definition) {
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
        connection_(options_of(definition), definition.connect_timeout, stop, notices_),
        dialect_(connection_.is_taken(kNeedsIcu, Waiter{stop}) ? postgres_dialect()
                                                               : postgres_dialect_without_icu()) {}

  [[nodiscard]] const Dialect& dialect() const override { return dialect_; }

  [[nodiscard]] std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) override {
    notices_.begin();
    return std::make_unique<PostgresCursor>(connection_, query, limits);
  }

  [[nodiscard]] std::vector<ResultColumn> describe(const Query& query,
                                                   const std::stop_token& stop) override {
    notices_.begin();
    const Waiter waiter{stop};
    const auto described = described_by(query, waiter);
    std::vector<ResultColumn> columns;
    for (int i = 0; i < libpq().nfields(described.get()); ++i) {
      const Oid type = libpq().ftype(described.get(), i);
      columns.push_back(
          {libpq().fname(described.get(), i), std::string{name_of(type)}, fit_of(type)});
    }
    return columns;
  }

  [[nodiscard]] bool is_reusable() override { return connection_.is_idle(); }

 private:
  /// A connection that was left in the middle is of no use to the next.
  PostgresConnection::Result described_by(const Query& query, const Waiter& waiter) {
    try {
      return connection_.describe(query, waiter);
    } catch (const base::Stopped&) {
      connection_.abandon();
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
