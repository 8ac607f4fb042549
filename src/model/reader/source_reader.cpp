#include "model/reader/source_reader.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <span>

#include "base/error.h"
#include "base/small_file.h"
#include "model/reader/json_reader.h"
#include "model/reader/limits_reader.h"

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, SourceKind>, 3> kKinds{
    {{"sqlite", SourceKind::kSqlite},
     {"postgres", SourceKind::kPostgres},
     {"odbc", SourceKind::kOdbc}}};

using Keyword = std::pair<std::string_view, std::string_view>;

/// Members and their keywords of libpq. A connection string or URI comes first, so that the other
/// members override its parts.
constexpr std::array<Keyword, 10> kPostgres{{{"connection", "dbname"},
                                             {"host", "host"},
                                             {"port", "port"},
                                             {"database", "dbname"},
                                             {"user", "user"},
                                             {"password", "password"},
                                             {"sslMode", "sslmode"},
                                             {"sslRootCert", "sslrootcert"},
                                             {"sslCert", "sslcert"},
                                             {"sslKey", "sslkey"}}};
/// The first is the beginning of the connection string itself and has no keyword.
constexpr std::array<Keyword, 3> kOdbc{{{"connection", ""}, {"user", "UID"}, {"password", "PWD"}}};

constexpr std::array<std::string_view, 7> kDialects{"postgres", "mariadb", "mysql", "sqlserver",
                                                    "oracle",   "sqlite",  "ansi"};

/// Members that name files.
constexpr std::array<std::string_view, 3> kFiles{"sslRootCert", "sslCert", "sslKey"};

/// The reference, if its secret can be read; otherwise adds an error.
template <class Read>
std::optional<SecretRef> readable(const JsonReader& node, const Read& read) {
  try {
    SecretRef reference = read();
    static_cast<void>(reference.text());
    return reference;
  } catch (const base::Error& error) {
    node.add_error(error.user_message().value_or(base::Message{"model.file_not_read"}));
    return std::nullopt;
  }
}

std::optional<SecretRef> read_environment_ref(const JsonReader& node) {
  const auto name = node.text();
  if (!name) return std::nullopt;
  if (const char* text = std::getenv(name->c_str())) {
    return readable(node, [&] { return SecretRef::from_environment(text); });
  }
  node.add_error(base::Message{"model.no_such_variable", {{"name", abbreviated(*name)}}});
  return std::nullopt;
}

std::optional<SecretRef> read_file_ref(const JsonReader& node,
                                       const std::filesystem::path& directory) {
  const auto text = node.text();
  if (!text) return std::nullopt;
  const auto path = (directory / *text).lexically_normal();
  if (base::read_small_file(path))
    return readable(node, [&] { return SecretRef::from_file(path); });
  node.add_error(base::Message{"model.file_not_read"});
  return std::nullopt;
}

/// A text, or `{"env": "NAME"}` or `{"file": "secrets/x"}`; a relative file is one of `directory`.
/// Adds an error if there is no such variable or file. Errors never contain the secret.
std::optional<SecretRef> read_secret_ref(const JsonReader& node,
                                         const std::filesystem::path& directory) {
  if (const std::string* text = node.value().string()) return SecretRef{*text};
  JsonObjectReader members{node};
  const auto variable = members.find("env");
  const auto file = members.find("file");
  members.reject_unknown_members();
  if (variable.has_value() == file.has_value()) {
    node.add_error(base::Message{"model.not_reference"});
    return std::nullopt;
  }
  return variable ? read_environment_ref(*variable) : read_file_ref(*file, directory);
}

/// A text or a reference to a secret; a port may be a number.
std::optional<SecretRef> read_option(const JsonReader& node,
                                     const std::filesystem::path& directory) {
  if (const auto number = node.value().integer()) return SecretRef{std::to_string(*number)};
  return read_secret_ref(node, directory);
}

/// For libpq, "system" means the certificate authorities of the machine, and a text with a colon is
/// not a file.
std::optional<SecretRef> read_file_option(const JsonReader& node,
                                          const std::filesystem::path& directory) {
  const auto reference = read_secret_ref(node, directory);
  if (!reference) return std::nullopt;
  const std::string text = reference->text();
  const bool is_file = !text.empty() && text != "system" && text.find(':') == std::string::npos;
  return is_file ? SecretRef{(directory / text).lexically_normal().string()} : *reference;
}

void read_options(JsonObjectReader& members, std::span<const Keyword> keywords,
                  const std::filesystem::path& directory, SourceDefinition& source) {
  for (const auto& [member, keyword] : keywords) {
    const auto node = members.find(member);
    if (!node) continue;
    const bool is_file = std::ranges::find(kFiles, member) != kFiles.end();
    auto value = is_file ? read_file_option(*node, directory) : read_option(*node, directory);
    if (value) {
      source.options.push_back({std::string{keyword}, *std::move(value)});
    }
  }
}

void read_pool(JsonObjectReader& members, SourceDefinition& source) {
  constexpr std::int64_t kMaxConnections = 1'000;
  if (const auto node = members.find("connections")) {
    source.max_connections =
        static_cast<std::size_t>(node->integer(1, kMaxConnections).value_or(1));
  }
  if (const auto node = members.find("connectTimeout")) {
    source.connect_timeout = read_time_limit(*node, std::chrono::days{1});
  }
}

void read_path(JsonObjectReader& members, const std::filesystem::path& directory,
               SourceDefinition& source) {
  const auto path = members.require("path");
  const auto reference = path ? read_secret_ref(*path, directory) : std::nullopt;
  if (!reference) return;
  const std::string text = reference->text();
  if (text.empty()) path->add_error(base::Message{"model.empty_text"});
  source.path = (directory / text).lexically_normal();
}

}  // namespace

SourceDefinition read_source(const JsonReader& node, std::string_view name,
                             const std::filesystem::path& directory) {
  JsonObjectReader members{node};
  SourceDefinition source;
  source.name = name;
  static_cast<void>(members.find("$schema"));
  if (const auto kind = members.require("kind")) {
    source.kind = kind->parse_enum<SourceKind>(kKinds).value_or(SourceKind::kSqlite);
  }
  switch (source.kind) {
    case SourceKind::kSqlite:
      read_path(members, directory, source);
      if (const auto immutable = members.find("immutable")) {
        source.is_immutable = immutable->boolean().value_or(false);
      }
      break;
    case SourceKind::kPostgres:
      read_options(members, kPostgres, directory, source);
      read_pool(members, source);
      break;
    case SourceKind::kOdbc:
      static_cast<void>(members.require("connection"));
      read_options(members, kOdbc, directory, source);
      read_pool(members, source);
      if (const auto dialect = members.find("dialect")) {
        source.dialect = dialect->parse_word(kDialects).value_or("");
      }
      break;
  }
  members.reject_unknown_members();
  return source;
}

}  // namespace model
