#include "source/driver/postgres_session.h"

#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "source/driver/postgres_connection.h"

namespace source {
namespace {

using model::Type;

// Of PostgreSQL's pg_type.
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kChar = 18;
constexpr Oid kName = 19;
constexpr Oid kOid = 26;
constexpr Oid kCidr = 650;
constexpr Oid kFloat4 = 700;
constexpr Oid kFloat8 = 701;
constexpr Oid kUnknown = 705;
constexpr Oid kMacaddr8 = 774;
constexpr Oid kMoney = 790;
constexpr Oid kMacaddr = 829;
constexpr Oid kInet = 869;
constexpr Oid kBpchar = 1042;
constexpr Oid kVarchar = 1043;
constexpr Oid kDate = 1082;
constexpr Oid kTime = 1083;
constexpr Oid kTimestamp = 1114;
constexpr Oid kTimestamptz = 1184;
constexpr Oid kInterval = 1186;
constexpr Oid kTimetz = 1266;
constexpr Oid kBit = 1560;
constexpr Oid kVarbit = 1562;
constexpr Oid kNumeric = 1700;
constexpr Oid kUuid = 2950;

DatabaseType database_type(Oid type, int modifier) {
  constexpr int kBitsOfNumber = 64;
  switch (type) {
    case kBool:
      return DatabaseType::kBoolean;
    case kBit:
      if (modifier == 1) return DatabaseType::kBit;
      return modifier < kBitsOfNumber ? DatabaseType::kBits : DatabaseType::kOther;
    case kInt2:
    case kInt4:
    case kInt8:
      return DatabaseType::kInteger;
    case kOid:  // compared with no other number; cast as bits are
      return DatabaseType::kBits;
    case kNumeric:
      return DatabaseType::kNumeric;
    case kFloat4:
      return DatabaseType::kFloat4;
    case kFloat8:
      return DatabaseType::kFloat8;
    case kDate:
      return DatabaseType::kDate;
    case kTimestamp:
      return DatabaseType::kTimestamp;
    case kTimestamptz:
      return DatabaseType::kTimestampWithZone;
    case kTime:
      return DatabaseType::kTime;
    case kInterval:
      return DatabaseType::kInterval;
    case kChar:
    case kName:
    case kText:
    case kVarchar:
    case kUnknown:
      return DatabaseType::kText;
    case kBpchar:
      return DatabaseType::kPaddedText;
    case kUuid:
      return DatabaseType::kUuid;
    case kInet:
      return DatabaseType::kInet;
    case kCidr:
      return DatabaseType::kCidr;
    case kMacaddr:
      return DatabaseType::kMacaddr;
    case kMacaddr8:
      return DatabaseType::kMacaddr8;
    default:
      return DatabaseType::kOther;
  }
}

std::optional<Type> model_type_for(Oid type) {
  switch (type) {
    case kBool:
      return Type::kBoolean;
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kBit:
    case kVarbit:
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

std::string_view type_name(Oid type) {
  constexpr std::array<std::pair<Oid, std::string_view>, 22> kNames{
      {{kBool, "boolean"},
       {kBytea, "bytea"},
       {kBit, "bit"},
       {kVarbit, "bit varying"},
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
enum class CellFormat : std::uint8_t {
  kPlain,
  kPadded,
  kBits,
  kBytes,
  kWhole,
  kExact,
  kFloating,
  kLocalTime
};

CellFormat cell_format(Oid type) {
  switch (type) {
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return CellFormat::kWhole;
    case kNumeric:
      return CellFormat::kExact;
    case kFloat4:
    case kFloat8:
      return CellFormat::kFloating;
    case kTimestamptz:
      return CellFormat::kLocalTime;
    case kBpchar:
      return CellFormat::kPadded;
    case kBytea:
      return CellFormat::kBytes;
    case kBit:
    case kVarbit:
      return CellFormat::kBits;
    default:
      return CellFormat::kPlain;
  }
}

template <class Number>
bool read(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end;
}

/// Without the offset: the session's time zone is the one that is wanted. A moment before year 1,
/// which no cell holds, comes as it is.
std::string_view local_time_text(std::string_view text) {
  constexpr std::size_t kMinTimeLength = 8;  // "08:05:09"
  const auto sign = text.find_last_of("+-");
  const bool has_offset =
      sign != std::string_view::npos && sign >= kMinTimeLength && text.find(':') < sign;
  return has_offset && !text.ends_with(" BC") ? text.substr(0, sign) : text;
}

/// Without the zeros of its column's scale, which say nothing and count as digits.
std::string_view without_zeros(std::string_view text) {
  if (text.find('.') == std::string_view::npos) return text;
  const std::size_t last = text.find_last_not_of('0');
  return text.substr(0, text[last] == '.' ? last : last + 1);
}

/// Of bytea's text, "\\xDEADBEEF".
std::string decode_bytea(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 2; at + 2 <= text.size(); at += 2) {
    unsigned byte = 0;
    std::from_chars(text.data() + at, text.data() + at + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

/// Of "0101", the last bit in the last byte.
std::string packed(std::string_view bits) {
  constexpr std::size_t kByte = 8;
  std::string bytes((bits.size() + kByte - 1) / kByte, '\0');
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const std::size_t place = bits.size() - 1 - i;  // from the last
    if (bits[i] != '1') continue;
    char& byte = bytes[bytes.size() - 1 - place / kByte];
    byte = static_cast<char>(static_cast<unsigned char>(byte) | 1U << place % kByte);
  }
  return bytes;
}

/// A number without a sign; bytes where it has more than 64 bits. `room` keeps what is no number.
void fill_bits(Cell& cell, std::string_view bits, std::string& room) {
  constexpr std::size_t kMaxIntegerBits = 64;
  if (bits.empty()) return;  // an empty text
  if (bits.size() > kMaxIntegerBits) {
    cell.storage = Storage::kBlob;
    room = packed(bits);
    cell.text = room;
    return;
  }
  std::uint64_t number = 0;
  for (const char bit : bits) number = number << 1U | (bit == '1' ? 1U : 0U);
  if (std::in_range<std::int64_t>(number)) {
    cell.storage = Storage::kInteger;
    cell.integer = static_cast<std::int64_t>(number);
  } else {
    room = std::to_string(number);
    cell.text = room;
  }
}

/// `room` keeps what the result itself does not hold.
void fill(Cell& cell, CellFormat reading, std::string_view text, std::string& room) {
  cell.storage = Storage::kText;
  cell.text = text;
  switch (reading) {
    case CellFormat::kWhole:
      if (read(text, cell.integer)) cell.storage = Storage::kInteger;
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
      return fill_bits(cell, text, room);
    case CellFormat::kBytes:
      cell.storage = Storage::kBlob;
      room = decode_bytea(text);
      cell.text = room;
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
            static_cast<std::size_t>(libpq().getlength(result_.get(), 0, i))},
           rooms_[static_cast<std::size_t>(i)]);
    }
    return true;
  }

 private:
  /// The source's own time limit lies behind the caller's.
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
    rooms_.resize(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      readings_.push_back(cell_format(libpq().ftype(result_.get(), static_cast<int>(i))));
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
  std::vector<CellFormat> readings_;
  std::vector<std::string> rooms_;  // of each column
  bool ended_ = false;
};

/// The source's own options win. A network that answers nothing for as long as connecting may take
/// is given up, also in the middle of a query and by a cancel, which libpq only waits for.
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
      columns.push_back({libpq().fname(described.get(), i), std::string{type_name(type)},
                         model_type_for(type),
                         database_type(type, libpq().fmod(described.get(), i))});
    }
    name_other_types(*described, columns, waiter);
    return columns;
  }

  [[nodiscard]] bool is_reusable() override { return connection_.is_idle(); }

 private:
  /// Types that type_name() does not know. Enums and citext are texts; only the server knows which
  /// types are so.
  void name_other_types(const PGresult& described, std::vector<ResultColumn>& columns,
                        const Waiter& waiter) {
    std::string oids;
    for (int i = 0; i < libpq().nfields(&described); ++i) {
      const Oid type = libpq().ftype(&described, i);
      if (type_name(type).empty()) oids += (oids.empty() ? "" : ", ") + std::to_string(type);
    }
    if (oids.empty()) return;
    std::map<std::string, std::pair<std::string, bool>> names;  // by oid; whether it is a text
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
      column.model_type = Type::kString;
    }
  }

  /// A connection that was left in the middle is of no use to the next.
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
