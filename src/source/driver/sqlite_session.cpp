#include "source/driver/sqlite_session.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/parse_integer.h"
#include "database/connection.h"
#include "source/driver/immutable_file.h"
#include "source/sql/placeholders.h"
#include "source/sql/sqlite_functions.h"

namespace source {
namespace {

using database::Statement;
using DatabaseStorage = database::Storage;

/// Binds dates and times as ISO text with a space between them, as SQLite's own functions write
/// them, booleans as 1 and 0, and decimals as the nearest number that SQLite calculates with.
void bind(Statement& statement, int index, const BoundValue& bound) {
  constexpr std::size_t kExactDigits = 15;
  if (!bound.value) return statement.bind_null(index);
  const model::Value& value = *bound.value;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return statement.bind(index, *number);
  if (const auto* boolean = std::get_if<bool>(&value)) {
    return statement.bind(index, std::int64_t{*boolean ? 1 : 0});
  }
  if (const auto* duration = std::get_if<std::chrono::seconds>(&value)) {
    return statement.bind(index, std::int64_t{duration->count()});
  }
  if (const auto* decimal = std::get_if<model::Decimal>(&value)) {
    const std::string& digits = decimal->text();
    const auto whole = base::parse_integer<std::int64_t>(digits);
    if (whole && digits.size() <= kExactDigits) return statement.bind(index, *whole);
    return statement.bind(index, decimal->to_double());
  }
  std::string text = model::format_value(value);
  if (std::holds_alternative<language::LocalTime>(value)) std::ranges::replace(text, 'T', ' ');
  statement.bind(index, std::string_view{text});
}

/// By the declared type, as SQLite's affinity is (datatype3.html, section 3.1). Absent for texts,
/// which may also hold dates and decimals.
std::optional<model::Type> model_type_for(std::string_view declared) {
  const std::string type = base::to_upper(declared);
  const auto has = [&](std::string_view word) { return type.find(word) != std::string::npos; };
  if (has("BOOL")) return model::Type::kBoolean;
  if (has("INT")) return model::Type::kInteger;
  if (has("DATETIME") || has("TIMESTAMP")) return model::Type::kDateTime;
  if (has("DATE")) return model::Type::kDate;
  if (has("TIME")) return model::Type::kTime;
  const bool is_number =
      has("REAL") || has("FLOA") || has("DOUB") || has("NUMERIC") || has("DECIMAL") || has("MONEY");
  return is_number ? std::optional{model::Type::kDecimal} : std::nullopt;
}

/// As tools that copy other databases declare booleans.
bool may_be_boolean(std::string_view declared) {
  const std::string type = base::to_upper(declared);
  return type == "BIT" || type == "TINYINT(1)" || type == "TINYINT";
}

Statement prepared(database::Connection& connection, const Query& query) {
  Statement statement = connection.prepare_read_only(query.sql);
  require_placeholder_count(static_cast<std::size_t>(statement.parameters()), query);
  int index = 0;
  for (const BoundValue& value : query.values) bind(statement, ++index, value);
  return statement;
}

class SqliteCursor final : public Cursor {
 public:
  SqliteCursor(Statement statement, const std::optional<ImmutableFile>& file)
      : statement_(std::move(statement)), file_(file) {}

  bool next(std::span<Cell> row) override {
    if (!step()) return false;
    int column = 0;
    for (Cell& cell : row) fill(cell, column++);
    return true;
  }

 private:
  /// Where SQLite cannot read the file because it was changed, that is reported instead.
  bool step() {
    try {
      if (statement_.step()) return true;
    } catch (const base::Canceled&) {
      throw;
    } catch (const base::Error&) {
      if (file_) file_->check();
      throw;
    }
    if (file_) file_->check();
    return false;
  }

  void fill(Cell& cell, int column) const {
    switch (statement_.storage(column)) {
      case DatabaseStorage::kInteger:
        cell.storage = Storage::kInteger;
        cell.integer = statement_.integer(column);
        return;
      case DatabaseStorage::kReal:
        cell.storage = Storage::kReal;
        cell.real = statement_.real(column);
        return;
      case DatabaseStorage::kText:
        cell.storage = Storage::kText;
        cell.text = statement_.text(column);
        return;
      case DatabaseStorage::kBlob:
        cell.storage = Storage::kBlob;
        cell.text = statement_.text(column);
        return;
      case DatabaseStorage::kNull:
        cell.storage = Storage::kNull;
    }
  }

  Statement statement_;
  const std::optional<ImmutableFile>& file_;  // the session's
};

/// Throws a message that says what to do where the folder of a database in WAL mode is not
/// accessible.
database::Connection connected(const model::SourceDefinition& definition, std::stop_token stop) {
  try {
    return {definition.path,
            definition.is_immutable ? database::Mode::kImmutable : database::Mode::kUntrusted,
            [stop = std::move(stop)] { return stop.stop_requested(); }};
  } catch (const database::WalUnreadable& error) {
    throw base::Error("source " + definition.name + ": " + error.what(),
                      base::Message{"source.wal_needs_folder", {{"source", definition.name}}});
  }
}

std::optional<ImmutableFile> immutable_file(const model::SourceDefinition& definition) {
  if (!definition.is_immutable) return std::nullopt;
  return ImmutableFile{definition};
}

class SqliteSession final : public Session {
 public:
  SqliteSession(const model::SourceDefinition& definition, std::stop_token stop)
      : file_(immutable_file(definition)), connection_(connected(definition, std::move(stop))) {}

  [[nodiscard]] const Dialect& dialect() const override { return sqlite_dialect(); }

  [[nodiscard]] std::unique_ptr<Cursor> open(const Query& query, const Limits& limits) override {
    undecided_.assign(query.undecided_columns.size(), false);
    define_functions(connection_, limits.time_zone, undecided_);
    return std::make_unique<SqliteCursor>(prepared(connection_, query), file_);
  }

  [[nodiscard]] std::vector<ResultColumn> describe(const Query& query,
                                                   const std::stop_token& /*stop*/) override {
    define_functions(connection_, language::TimeZone{}, undecided_);
    const Statement statement = prepared(connection_, query);
    std::vector<ResultColumn> columns;
    for (int i = 0; i < statement.columns(); ++i) {
      const std::string type{statement.declared_type(i)};
      columns.push_back({std::string{statement.column_name(i)}, type, model_type_for(type),
                         DatabaseType::kDynamic, may_be_boolean(type)});
    }
    return columns;
  }

  [[nodiscard]] std::vector<bool> undecided_slots() const override { return undecided_; }

 private:
  std::vector<bool> undecided_;              // set by functions of the connection
  const std::optional<ImmutableFile> file_;  // recorded before the database is opened
  database::Connection connection_;
};

}  // namespace

std::unique_ptr<Session> sqlite_session(const model::SourceDefinition& definition,
                                        std::stop_token stop) {
  return std::make_unique<SqliteSession>(definition, std::move(stop));
}

}  // namespace source
