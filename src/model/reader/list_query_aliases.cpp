#include "model/reader/list_query_aliases.h"

#include <algorithm>
#include <array>

#include "json/write.h"
#include "language/text.h"

namespace model {
namespace {

using Alias = std::pair<std::string_view, std::string_view>;

/// Aliases of members of the query, and the members. `offset` is read as it is, but the contract
/// knows it only as an alias; it is listed so that it gets a warning.
constexpr std::array<Alias, 7> kAliases{{{"limit", "pageSize"},
                                         {"perPage", "pageSize"},
                                         {"size", "pageSize"},
                                         {"offset", "offset"},
                                         {"skip", "offset"},
                                         {"q", "search"},
                                         {"keyword", "search"}}};

/// "-issuedOn" as `{"field": "issuedOn", "direction": "desc"}`.
json::Value parse_sort(std::string_view word) {
  const auto trim = [&] {
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    word = word.substr(0, word.find_last_not_of(' ') + 1);
  };
  trim();
  const bool descending = word.starts_with('-');
  if (descending || word.starts_with('+')) word.remove_prefix(1);
  trim();
  return json::Value::object({{"field", word}, {"direction", descending ? "desc" : "asc"}});
}

bool is_flat(const json::Value& filters) {
  return filters.members() != nullptr && !filters.members()->empty() &&
         std::ranges::none_of(*filters.members(), [](const json::Member& member) {
           return member.name == "and" || member.name == "or" || member.name == "field" ||
                  member.name == "op";
         });
}

/// The JSON, truncated.
std::string excerpt(const json::Value& read) {
  constexpr std::size_t kMaxExcerptUnits = 300;
  const std::string text = json::write(read);
  const std::string_view kept = language::truncate_utf16(text, kMaxExcerptUnits);
  return std::string{kept} + (kept.size() < text.size() ? "..." : "");
}

}  // namespace

CanonicalQuery::CanonicalQuery(const JsonReader& written)
    : path_(written.path()), query_(json::Value::object()) {
  if (written.value().members() == nullptr) return;
  for (const auto& [name, value] : *written.value().members()) {
    rewrite(written.member(name, value), name, value);
  }
}

void CanonicalQuery::rewrite(const JsonReader& written, std::string_view name,
                             const json::Value& value) {
  const auto alias = std::ranges::find(kAliases, name, &Alias::first);
  if (name == "sort" && value.string() != nullptr) return rewrite_sort(written);
  if (name == "filters" && is_flat(value)) return rewrite_filters(written);
  const std::string canonical{alias == kAliases.end() ? name : alias->second};
  if (query_.find(canonical) != nullptr) {
    return written.add_error(base::Message{"model.twice", {{"name", canonical}}});
  }
  if (alias != kAliases.end()) {
    record_rewrite(written, canonical,
                   canonical == "offset"
                       ? base::Message{"model.offset_used", {{"alias", std::string{name}}}}
                       : base::Message{"model.alias_used",
                                       {{"alias", std::string{name}}, {"name", canonical}}});
  }
  query_.add(canonical, value);
}

/// "-issuedOn,number"
void CanonicalQuery::rewrite_sort(const JsonReader& written) {
  json::Value list = json::Value::array();
  std::string_view rest = *written.value().string();
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    list.add(parse_sort(rest.substr(0, comma)));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  record_short_form(written, "sort", list);
  query_.add("sort", std::move(list));
}

/// `{"branch": "RUH", "status": ["paid", "open"]}`
void CanonicalQuery::rewrite_filters(const JsonReader& written) {
  json::Value list = json::Value::array();
  for (const auto& [field, value] : *written.value().members()) {
    const std::string place = "filters.and[" + std::to_string(list.elements()->size()) + "]";
    const std::string original = written.member(field, value).path();
    for (const char* member : {".value", ".field", ".op", ""}) {
      original_paths_.emplace_back(path_ + "." + place + member, original);
    }
    list.add(json::Value::object(
        {{"field", field}, {"op", value.elements() == nullptr ? "eq" : "in"}, {"value", value}}));
  }
  json::Value filters = json::Value::object({{"and", std::move(list)}});
  record_short_form(written, "filters", filters);
  query_.add("filters", std::move(filters));
}

void CanonicalQuery::record_short_form(const JsonReader& written, const std::string& canonical,
                                       const json::Value& read) {
  record_rewrite(
      written, canonical,
      base::Message{"model.short_form_used", {{"name", canonical}, {"read", excerpt(read)}}});
}

void CanonicalQuery::record_rewrite(const JsonReader& written, const std::string& canonical,
                                    base::Message what) {
  if (written.path() != path_ + "." + canonical) {
    original_paths_.emplace_back(path_ + "." + canonical, written.path());
  }
  written.add_warning(std::move(what));
}

void CanonicalQuery::restore_paths(std::vector<base::Diagnostic>& diagnostics,
                                   std::size_t first) const {
  for (std::size_t i = first; i < diagnostics.size(); ++i) {
    std::string& path = diagnostics[i].path;
    for (const auto& [canonical, original] : original_paths_) {
      const bool is_within = path.starts_with(canonical) &&
                             (path.size() == canonical.size() || path[canonical.size()] == '.' ||
                              path[canonical.size()] == '[');
      if (!is_within) continue;
      path = original + path.substr(canonical.size());
      break;
    }
  }
}

}  // namespace model
