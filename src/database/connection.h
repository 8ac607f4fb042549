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
  kReadWrite,  // this program's own database: created, WAL, synced at each commit, the only
               // checkpoints
  kReadOnly,   // a reader of this program's own database: never writes, never checkpoints
  kUntrusted,  // a customer's database, read for a report: read-only, sandboxed (see
               // connection.cpp)
  kImmutable,  // the same where nothing changes the file: no lock is taken, and -wal is not read
};

/// A database in WAL mode whose -shm and -wal can neither be opened nor made beside it: a reader
/// needs them, and may not write in the folder.
class WalUnreadable : public base::Error {
 public:
  using Error::Error;
};

/// One SQLite connection. One thread at a time; its statements must be gone before it.
class Connection {
 public:
  /// `stop` is asked about every thousand steps of SQLite's machine, and while another's lock is
  /// waited for; true ends the running statement with base::Canceled, or the waiting with
  /// base::TransientError. Throws WalUnreadable of a customer's database.
  Connection(const std::filesystem::path& file, Mode mode, std::function<bool()> stop = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Exactly one statement, with nothing after it.
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// The same, prepared once and kept for its next use: for texts that live as long as the program.
  [[nodiscard]] Statement prepare_cached(std::string_view sql);
  /// The same as prepare(), and it must be a query: it writes nothing and is no EXPLAIN.
  [[nodiscard]] Statement prepare_read_only(std::string_view sql);
  /// Any number of statements whose rows nobody wants.
  void execute(std::string_view sql);

  /// A copy of the whole database as it stands, compact and durable, in the place of any file of
  /// that name; what was there stays until then.
  void vacuum_into(const std::filesystem::path& file);
  /// Throws base::Error with a user message where the file is damaged.
  void check_integrity();

  /// Rows that the last INSERT, UPDATE or DELETE touched.
  [[nodiscard]] std::int64_t changes() const;

  /// What SQL hands to a function, valid during the call.
  struct Argument {
    Storage storage = Storage::kNull;
    std::int64_t integer = 0;     // of kInteger
    double real = 0;              // of kReal
    std::string_view bytes = {};  // of kText and kBlob; they need not be UTF-8
  };
  struct Blob {
    std::string bytes;
  };
  /// NULL, an integer, a text or a BLOB.
  using Result = std::variant<std::monostate, std::int64_t, std::string, Blob>;
  /// A function for this connection's SQL, which gives the same for the same. It must not throw.
  using Function = std::function<Result(std::span<const Argument>)>;
  static constexpr int kMaxArguments = 6;
  void define_function(const char* name, int arguments, Function function);
  /// An order of texts, below, at or above zero. It must not throw.
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
  std::set<std::string, std::less<>> defined_functions_;  // functions of ours
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<const char*, Statement::StatementCache>
      statement_caches_;  // by the place of their text
};

}  // namespace database
