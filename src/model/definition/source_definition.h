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

/// A text of a catalogue file, or a reference to a secret in a file or an environment variable. A
/// value. Thread-safe.
class SecretRef {
 public:
  SecretRef() = default;
  explicit SecretRef(std::string text) : text_(std::move(text)) {}
  /// text() reads the file each time, so a password in it may be changed while the server runs.
  [[nodiscard]] static SecretRef from_file(std::filesystem::path file);

  /// The text of an environment variable. Throws as text() does.
  [[nodiscard]] static SecretRef from_environment(std::string_view text);

  /// A secret loses its byte order mark and its trailing line breaks. Throws base::Error with a
  /// user message if its file cannot be read, if it is empty, or if it is not UTF-8.
  [[nodiscard]] std::string text() const;
  /// The text or the path of the file, never the content of the file.
  [[nodiscard]] std::string identity() const { return file_.empty() ? text_ : file_.string(); }

 private:
  std::string text_;
  std::filesystem::path file_;
};

/// A keyword of libpq or of an ODBC connection string, and its value.
struct SourceOption {
  std::string name;
  SecretRef value;
};

/// Where a data model's rows come from: `sources/<name>.json`. Immutable; part of the Catalogue.
struct SourceDefinition {
  static constexpr std::size_t kDefaultMaxConnections = 8;

  std::string name;
  SourceKind kind = SourceKind::kSqlite;
  std::filesystem::path path;         // of a SQLite file; relative to the catalogue
  bool is_immutable = false;          // of a SQLite file: no process writes to it
  std::vector<SourceOption> options;  // of the other kinds, in order
  std::string dialect;                // of ODBC, if the driver's name does not identify it
  std::size_t max_connections = kDefaultMaxConnections;  // at once; not used by SQLite
  std::chrono::seconds connect_timeout{10};

  /// How the SQL of its data models is read.
  [[nodiscard]] SqlDialect sql_dialect() const;

  /// Equal if name, path, dialect and options are equal. Has no secret from a file.
  [[nodiscard]] std::string identity() const;
};

}  // namespace model
