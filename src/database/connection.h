#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "base/error.h"
#include "database/statement.h"

struct sqlite3;

namespace database {

enum class Mode {
  kReadWrite,  // this program's database: created if missing, WAL, synced at each commit
  kReadOnly,   // the same for a reader: never writes, never checkpoints
  kUntrusted,  // a customer's database: read-only, sandboxed (Connection::sandbox())
  kImmutable,  // the same for a file that does not change: takes no lock and ignores the -wal file
};

/// A database in WAL mode cannot be read: its -shm and -wal files can be neither opened nor
/// created, since the folder is not writable.
class WalUnreadable : public base::Error {
 public:
  using Error::Error;
};

/// One SQLite connection, which must outlive its statements. Not thread-safe.
class Connection {
 public:
  /// `stop` is called about every thousand steps of SQLite's virtual machine, and while waiting for
  /// a lock. When it returns true, the running statement ends with base::Canceled, or the waiting
  /// with base::TransientError. Throws WalUnreadable for a customer's database.
  Connection(const std::filesystem::path& file, Mode mode, std::function<bool()> stop = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// `sql` is exactly one statement.
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// The same, cached by the address of `sql`: only for texts that live as long as the program.
  [[nodiscard]] Statement prepare_cached(std::string_view sql);
  /// As prepare(), but throws for a statement that writes, and for EXPLAIN.
  [[nodiscard]] Statement prepare_read_only(std::string_view sql);
  /// Runs any number of statements and ignores their rows.
  void execute(std::string_view sql);

  /// Writes a compact copy of the whole database, durably. An existing `file` is replaced when the
  /// copy is complete.
  void vacuum_into(const std::filesystem::path& file);
  /// Throws base::Error with a user message when the file is damaged.
  void check_integrity();

  /// The rows that the last INSERT, UPDATE or DELETE changed.
  [[nodiscard]] std::int64_t changes() const;

  /// A commit after which the write-ahead log has this many pages or more checkpoints it.
  void set_checkpoint_threshold(int pages);

  /// An argument of a SQL function, valid during the call.
  struct Argument {
    Storage storage = Storage::kNull;
    std::int64_t integer = 0;     // of kInteger
    double real = 0;              // of kReal
    std::string_view bytes = {};  // of kText and kBlob; not necessarily UTF-8
  };
  struct Blob {
    std::string bytes;
  };
  /// NULL, an integer, a text or a BLOB.
  using Result = std::variant<std::monostate, std::int64_t, std::string, Blob>;
  /// A deterministic SQL function. It must not throw.
  using Function = std::function<Result(std::span<const Argument>)>;
  static constexpr int kMaxArguments = 6;
  void define_function(const char* name, int arguments, Function function);
  /// Returns a number below, at or above zero. It must not throw.
  using Comparator = std::function<int(std::string_view, std::string_view)>;
  void define_collation(const char* name, Comparator comparator);

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };

  [[nodiscard]] sqlite3_stmt* prepare_handle(std::string_view sql);
  void sandbox();
  [[nodiscard]] bool is_wal_unreadable() const;
  static int is_stopped(void* self);
  static int wait_for_lock(void* self, int tries);
  static int authorize(void* self, int action, const char* first, const char* second,
                       const char* database, const char* trigger);

  const std::function<bool()> stop_;
  std::set<std::string, std::less<>> defined_functions_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<const char*, Statement::StatementCache>
      statement_caches_;  // by the address of their SQL
};

}  // namespace database
