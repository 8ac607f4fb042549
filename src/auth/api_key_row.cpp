#include "auth/api_key_row.h"

#include <algorithm>

namespace auth {
namespace {

std::optional<base::Time> to_time(const std::optional<std::int64_t>& microseconds) {
  return microseconds ? std::optional{base::to_time(*microseconds)} : std::nullopt;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty()) words.emplace_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return words;
}

/// Ignores scopes that only a newer version knows.
std::set<Scope> parse_scopes(std::string_view text) {
  std::set<Scope> scopes;
  for (const std::string& word : split_words(text)) {
    if (const std::optional<Scope> scope = parse_scope(word)) scopes.insert(*scope);
  }
  return scopes;
}

void append(std::string& text, std::string_view word) {
  if (!text.empty()) text += ' ';
  text += word;
}

}  // namespace

ApiKey read_key(const database::Statement& row) {
  ApiKey key;
  key.id = base::KeyId{std::string{row.text("id")}};
  key.grant.organization = base::OrganizationUid{std::string{row.text("organization")}};
  key.grant.label = row.text("label");
  key.grant.scopes = parse_scopes(row.text("scopes"));
  key.created_at = base::to_time(row.integer("created_at"));
  key.grant.expires_at = to_time(row.optional_integer("expires_at"));
  key.revoked_at = to_time(row.optional_integer("revoked_at"));
  key.grant.models = split_words(row.text("models"));
  key.grant.includes_sub_organizations = row.integer("reaches_below") != 0;
  key.last_used_at = to_time(row.optional_integer("last_used_at"));
  key.lineage = base::KeyId{std::string{row.text("lineage")}};
  return key;
}

void bind_key(database::Statement& insert, const ApiKey& key, const base::Sha256& digest) {
  std::string scopes;
  for (const Scope scope : key.grant.scopes) append(scopes, name(scope));
  std::string models;
  for (const std::string& pattern : key.grant.models) append(models, pattern);
  insert.bind(":id", key.id.text())
      .bind(":organization", key.grant.organization.text())
      .bind(":label", key.grant.label)
      .bind_blob(":sha256", view(digest))
      .bind(":scopes", scopes)
      .bind(":created_at", base::to_microseconds(key.created_at))
      .bind_optional(":expires_at",
                     key.grant.expires_at
                         ? std::optional{base::to_microseconds(*key.grant.expires_at)}
                         : std::nullopt)
      .bind(":models", models)
      .bind(":reaches_below", std::int64_t{key.grant.includes_sub_organizations})
      .bind(":lineage", key.lineage.text());
}

}  // namespace auth
