#include "model/definition/source_definition.h"

#include <array>
#include <utility>

#include "base/error.h"
#include "base/small_file.h"
#include "base/utf8.h"

namespace model {
namespace {

/// The secret without a byte order mark and trailing line breaks. `place` names it in errors.
std::string kept_text(std::string_view text, const std::string& place) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (!base::is_utf8(text) || text.find('\0') != std::string_view::npos) {
    throw base::Error("secret " + place + ": not UTF-8", base::Message{"model.secret_not_utf8"});
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text = text.substr(0, text.find_last_not_of("\r\n") + 1);
  if (text.empty()) {
    throw base::Error("secret " + place + ": empty", base::Message{"model.secret_empty"});
  }
  return std::string{text};
}

}  // namespace

SecretRef SecretRef::from_environment(std::string_view text) {
  return SecretRef{kept_text(text, "of the environment")};
}

SecretRef SecretRef::from_file(std::filesystem::path file) {
  SecretRef reference;
  reference.file_ = std::move(file);
  return reference;
}

std::string SecretRef::text() const {
  if (file_.empty()) return text_;
  const auto text = base::read_small_file(file_);
  if (text) return kept_text(*text, file_.string());
  throw base::Error("secret " + file_.string() + ": cannot be read",
                    base::Message{"model.secret_missing"});
}

SqlDialect SourceDefinition::sql_dialect() const {
  constexpr std::array<std::pair<std::string_view, SqlDialect>, 7> kOdbc{
      {{"postgres", SqlDialect::kPostgresOverOdbc},
       {"mariadb", SqlDialect::kMariaDb},
       {"mysql", SqlDialect::kMySql},
       {"sqlserver", SqlDialect::kSqlServer},
       {"oracle", SqlDialect::kOracle},
       {"sqlite", SqlDialect::kSqlite},
       {"ansi", SqlDialect::kAnsi}}};
  switch (kind) {
    case SourceKind::kSqlite:
      return SqlDialect::kSqlite;
    case SourceKind::kPostgres:
      return SqlDialect::kPostgres;
    case SourceKind::kOdbc:
      break;
  }
  for (const auto& [word, known] : kOdbc) {
    if (word == dialect) return known;
  }
  return SqlDialect::kUnknown;
}

std::string SourceDefinition::identity() const {
  std::string text = name + '\n' + path.string() + '\n' + dialect;
  if (is_immutable) text += "\nimmutable";
  for (const SourceOption& option : options) {
    text += '\n' + option.name + '=' + option.value.identity();
  }
  return text;
}

}  // namespace model
