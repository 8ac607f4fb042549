#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/definition/sql_syntax.h"

namespace model {

enum class SourceKind : std::uint8_t { kSqlite, kPostgres, kOdbc };

/// A text that a catalogue file writes, or keeps elsewhere, as secrets are. A value; any thread.
class SecretRef {
 public:
  SecretRef() = default;
  explicit SecretRef(std::string text) : text_(std::move(text)) {}
  /// The text of a file, which is read anew each time, so that a password may be changed in it.
  [[nodiscard]] static SecretRef from_file(std::filesystem::path file);

  /// The text of an environment variable. Throws as text() does.
  [[nodiscard]] static SecretRef from_environment(std::string_view text);

  /// A text that is kept elsewhere comes without a byte order mark and without the line breaks at
  /// its end. Throws base::Error with a user message where its file cannot be read, where nothing
  /// is left of it, and where it is UTF-16.
  [[nodiscard]] std::string text() const;
  /// What tells it from others, without what stands in the file.
  [[nodiscard]] std::string identity() const { return file_.empty() ? text_ : file_.string(); }

 private:
  std::string text_;
  std::filesystem::path file_;
};

/// A keyword of libpq, or of an ODBC connection string.
struct SourceOption {
  std::string name;
  SecretRef value;
};

/// Where a data model's rows come from: `sources/<name>.json`. Immutable; part of the Catalogue.
struct SourceDefinition {
  static constexpr std::size_t kDefaultMaxConnections = 8;

  std::string name;
  SourceKind kind = SourceKind::kSqlite;
  std::filesystem::path path;         // of a SQLite file; a relative one stands below the catalogue
  bool is_immutable = false;          // of a SQLite file: nothing changes it while we read
  std::vector<SourceOption> options;  // of the others, in order
  std::string dialect;                // of ODBC, where the driver's own word is not enough
  std::size_t max_connections =
      kDefaultMaxConnections;  // at once, at most; of SQLite there is no bound
  std::chrono::seconds connect_timeout{10};

  /// How the SQL of its data models is read.
  [[nodiscard]] SqlDialect sql_dialect() const;

  /// What tells it from others: the same place by the same user.
  [[nodiscard]] std::string identity() const;
};

}  // namespace model
