#include "database/connection.h"

#include <fcntl.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

#include "base/file_descriptor.h"
#include "base/error.h"
#include "base/durability.h"
#include "base/percent_encoding.h"
#include "database/allowed_function.h"
#include "database/read_ahead.h"

namespace database {
namespace {

[[noreturn]] void fail(sqlite3* handle, const std::string& operation) {
  if (handle == nullptr) throw base::Error("SQLite: " + operation + ": out of memory");
  throw_sqlite_error(handle, operation);
}

void configure(sqlite3* handle, int option, int value) {
  if (sqlite3_db_config(handle, option, value, nullptr) != SQLITE_OK) fail(handle, "configure");
}

/// SQLite's own tables, including table-valued pragmas.
bool is_system_table(const char* table) {
  return sqlite3_strnicmp(table, "sqlite_", 7) == 0 || sqlite3_strnicmp(table, "pragma_", 7) == 0 ||
         sqlite3_stricmp(table, "dbstat") == 0;
}

std::string_view to_view(const void* bytes, int size) {
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

Connection::Argument to_argument(sqlite3_value* value) {
  const auto bytes = [value](const void* data) {
    return to_view(data, sqlite3_value_bytes(value));
  };
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return {.storage = Storage::kInteger, .integer = sqlite3_value_int64(value)};
    case SQLITE_FLOAT:
      return {.storage = Storage::kReal, .real = sqlite3_value_double(value)};
    case SQLITE_TEXT:
      return {.storage = Storage::kText, .bytes = bytes(sqlite3_value_text(value))};
    case SQLITE_BLOB:
      return {.storage = Storage::kBlob, .bytes = bytes(sqlite3_value_blob(value))};
    default:
      return {};
  }
}

/// Passes a function's result to SQLite.
struct ResultSetter {
  sqlite3_context* context;

  void operator()(std::monostate /*null*/) const { sqlite3_result_null(context); }
  void operator()(std::int64_t integer) const { sqlite3_result_int64(context, integer); }
  void operator()(const std::string& text) const {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  void operator()(const Connection::Blob& blob) const {
    sqlite3_result_blob64(context, blob.bytes.data(), blob.bytes.size(), SQLITE_TRANSIENT);
  }
};

void call_function(sqlite3_context* context, int count, sqlite3_value** values) {
  std::array<Connection::Argument, Connection::kMaxArguments> arguments;
  const auto used = std::span{arguments}.first(static_cast<std::size_t>(count));
  std::ranges::transform(std::span{values, used.size()}, used.begin(), to_argument);
  const auto& function = *static_cast<Connection::Function*>(sqlite3_user_data(context));
  std::visit(ResultSetter{context}, function(used));
}

int call_comparator(void* comparator, int a_size, const void* a, int b_size, const void* b) {
  return (*static_cast<Connection::Comparator*>(comparator))(to_view(a, a_size),
                                                             to_view(b, b_size));
}

bool is_untrusted(Mode mode) { return mode == Mode::kUntrusted || mode == Mode::kImmutable; }

/// The file's name for sqlite3_open_v2(): a URI when it needs options (sqlite.org/uri.html).
std::string sqlite_file_name(const std::filesystem::path& file, Mode mode) {
  if (mode != Mode::kImmutable) return file.string();
  std::string uri = "file://";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '%' || c == '?' || c == '#') {
      uri += base::percent_encode(c);
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

int open_flags(Mode mode) {
  const int uri = mode == Mode::kImmutable ? SQLITE_OPEN_URI : 0;
  const int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | uri;
  return common | (mode == Mode::kReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                            : SQLITE_OPEN_READONLY);
}

/// With memory statistics, SQLite takes a process-wide lock at each allocation. Has an effect only
/// before any other use of SQLite in the process.
void disable_memory_statistics() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
}

/// Opening a pipe or a device could block for ever.
void require_regular_file(const std::filesystem::path& file) {
  std::error_code ignored;
  const auto type = std::filesystem::status(file, ignored).type();
  using enum std::filesystem::file_type;
  if (type == regular || type == not_found || type == none) return;
  throw base::Error("SQLite: open " + file.string() + ": it is no file");
}

constexpr std::int64_t kAppApplicationId = 0x47424931;  // "GBI1", by migration 008
constexpr int kBusyTimeoutMilliseconds = 5'000;
constexpr int kBusyRetryMilliseconds = 20;
constexpr int kStepsBetweenStopChecks = 1'000;

}  // namespace

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Connection::Connection(const std::filesystem::path& file, Mode mode, std::function<bool()> stop)
    : stop_(std::move(stop)) {
  disable_memory_statistics();
  require_regular_file(file);
  sqlite3* handle = nullptr;
  const char* const vfs = is_untrusted(mode) ? read_ahead_vfs() : nullptr;
  const int code =
      sqlite3_open_v2(sqlite_file_name(file, mode).c_str(), &handle, open_flags(mode), vfs);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(handle, "open " + file.string());
  sqlite3_busy_handler(handle, wait_for_lock, this);
  if (stop_) sqlite3_progress_handler(handle, kStepsBetweenStopChecks, is_stopped, this);
  configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
  if (mode == Mode::kReadWrite) {
    // FULL: with NORMAL a power cut loses acknowledged commits.
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA mmap_size = 0");
    return;
  }
  configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
  // A reader reads few rows, and there is one per thread; the default is 2 MiB each.
  if (mode == Mode::kReadOnly) execute("PRAGMA cache_size = -256");
  execute("PRAGMA query_only = ON");
  if (!is_untrusted(mode)) return;
  try {
    sandbox();
  } catch (const base::Error& error) {
    if (!is_wal_unreadable()) throw;
    throw WalUnreadable(std::string{error.what()} + " (" + file.string() +
                        " is in WAL mode, and its folder cannot be written)");
  }
}

Connection::~Connection() {
  for (const auto& [text, handles] : statement_caches_)
    std::ranges::for_each(handles, sqlite3_finalize);
}

int Connection::is_stopped(void* self) { return static_cast<Connection*>(self)->stop_() ? 1 : 0; }

int Connection::wait_for_lock(void* self, int tries) {
  const auto& stop = static_cast<Connection*>(self)->stop_;
  if (tries * kBusyRetryMilliseconds >= kBusyTimeoutMilliseconds || (stop && stop())) return 0;
  sqlite3_sleep(kBusyRetryMilliseconds);
  return 1;
}

/// A report only reads its tables: no writes, ATTACH, pragmas or schema tables.
int Connection::authorize(void* self, int action, const char* first, const char* second,
                          const char* /*database*/, const char* /*trigger*/) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ:
      return is_system_table(first) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_FUNCTION:
      return is_allowed_function(second) ||
                     static_cast<Connection*>(self)->defined_functions_.contains(second)
                 ? SQLITE_OK
                 : SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

/// Whether that is the reason of the last error. The file is read through the handle: opening and
/// closing it separately would drop this process's locks on it.
bool Connection::is_wal_unreadable() const {
  const int code = sqlite3_errcode(handle_.get()) & 0xFF;
  if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) return false;
  const int reason = sqlite3_system_errno(handle_.get());
  if (reason == EMFILE || reason == ENFILE) return false;
  sqlite3_file* file = nullptr;
  const int known = sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (known != SQLITE_OK || file == nullptr || file->pMethods == nullptr) return false;
  constexpr std::size_t kReadVersion = 19;  // offset in the header; 2 is WAL
  std::array<char, kReadVersion + 1> header{};
  return file->pMethods->xRead(file, header.data(), static_cast<int>(header.size()), 0) ==
             SQLITE_OK &&
         header[kReadVersion] == 2;
}

void Connection::sandbox() {
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_SQL_LENGTH, 100'000);
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_LENGTH, 8 * 1024 * 1024);
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_ATTACHED, 0);
  // Lists of ids are bound through json_each(). SQLite creates its virtual table at the first use,
  // which the authorizer would deny like any CREATE TABLE.
  static_cast<void>(prepare("SELECT value FROM json_each('[]')"));
  Statement application = prepare("PRAGMA application_id");
  if (application.step() && application.integer(0) == kAppApplicationId) {
    throw base::Error("SQLite: it is a database of this program's own, or a copy of one");
  }
  sqlite3_set_authorizer(handle_.get(), authorize, this);
}

sqlite3_stmt* Connection::prepare_handle(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, &tail);
  if (code != SQLITE_OK) fail(handle_.get(), "prepare");
  const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  if (statement == nullptr || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    sqlite3_finalize(statement);
    throw base::Error("SQLite: prepare: not exactly one statement");
  }
  return statement;
}

Statement Connection::prepare(std::string_view sql) { return Statement{prepare_handle(sql)}; }

Statement Connection::prepare_cached(std::string_view sql) {
  Statement::StatementCache& cache = statement_caches_[sql.data()];
  if (cache.empty()) {
    cache.reserve(1);
    return Statement{prepare_handle(sql), &cache};
  }
  sqlite3_stmt* handle = cache.back();
  cache.pop_back();
  return Statement{handle, &cache};
}

Statement Connection::prepare_read_only(std::string_view sql) {
  sqlite3_stmt* handle = prepare_handle(sql);
  Statement statement{handle};
  if (sqlite3_stmt_readonly(handle) == 0 || sqlite3_stmt_isexplain(handle) != 0 ||
      statement.columns() == 0) {
    throw base::Error("SQLite: prepare: not a query");
  }
  return statement;
}

void Connection::execute(std::string_view sql) {
  if (sqlite3_exec(handle_.get(), std::string{sql}.c_str(), nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    fail(handle_.get(), "execute");
  }
}

void Connection::vacuum_into(const std::filesystem::path& file) {
  const std::filesystem::path partial = file.string() + ".part";
  std::filesystem::remove(partial);
  // Private to its owner from its first byte; SQLite accepts an empty file as the target.
  const base::FileDescriptor made{
      ::open(partial.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  execute("PRAGMA query_only = OFF");  // which would forbid to write even another file
  prepare("VACUUM INTO :file").bind(":file", partial.string()).run();
  base::rename_durably(partial, file);
}

void Connection::check_integrity() {
  Statement rows = prepare("PRAGMA quick_check(1)");
  if (!rows.step() || rows.text(0) != "ok") {
    throw base::Error("SQLite: check: " + std::string{rows.text(0)},
                      base::Message{"database.damaged"});
  }
}

std::int64_t Connection::changes() const { return sqlite3_changes64(handle_.get()); }

void Connection::set_checkpoint_threshold(int pages) {
  sqlite3_wal_autocheckpoint(handle_.get(), pages);
}

void Connection::define_function(const char* name, int arguments, Function function) {
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  if (arguments > kMaxArguments) throw base::Error("SQLite: define a function: too many arguments");
  auto owned = std::make_unique<Function>(std::move(function));
  const int code = sqlite3_create_function_v2(handle_.get(), name, arguments, kFlags,
                                              owned.release(), call_function, nullptr, nullptr,
                                              [](void* it) { delete static_cast<Function*>(it); });
  if (code != SQLITE_OK) fail(handle_.get(), "define a function");
  defined_functions_.emplace(name);
}

void Connection::define_collation(const char* name, Comparator comparator) {
  auto owned = std::make_unique<Comparator>(std::move(comparator));
  const int code =
      sqlite3_create_collation_v2(handle_.get(), name, SQLITE_UTF8, owned.get(), call_comparator,
                                  [](void* it) { delete static_cast<Comparator*>(it); });
  if (code != SQLITE_OK) fail(handle_.get(), "define a collation");
  static_cast<void>(owned.release());  // SQLite does not destroy a rejected collation
}

}  // namespace database
