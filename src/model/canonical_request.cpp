#include "model/canonical_request.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/parse_integer.h"
#include "json/write.h"
#include "model/definition/list_query.h"
#include "model/reader/list_query_aliases.h"
#include "model/reader/parameter_reader.h"
#include "model/request.h"

namespace model {
namespace {

using Json = json::Value;

constexpr std::string_view kVersion = "Gormic BI request 1\n";  // no JSON text begins like this

bool is_there(const Json* value) { return value != nullptr && !value->is_null(); }

bool is_text(const Json& value, std::string_view text) {
  return value.string() != nullptr && *value.string() == text;
}

/// Applies `change` to each element of a list or each member of an object; other values stay.
template <class Change>
Json each(const Json& value, const Change& change) {
  if (const Json::Array* elements = value.elements()) {
    Json list = Json::array();
    for (const Json& element : *elements) list.add(change(element));
    return list;
  }
  if (value.members() == nullptr) return value;
  Json object = Json::object();
  for (const auto& [name, member] : *value.members()) object.add(name, change(member));
  return object;
}

/// With members sorted by name, at every depth.
Json sorted(const Json& value) {
  const Json inner = each(value, sorted);
  if (inner.members() == nullptr) return inner;
  Json::Object members = *inner.members();
  std::ranges::sort(members, {}, &json::Member::name);
  return members;
}

/// "-12.50e1" as "-125", "0.0012" as "12e-4": digits without leading and trailing zeros, and an
/// exponent; whole numbers of at most 18 digits have none. Numbers with an exponent out of range
/// stay as they are.
json::Number shortest(const json::Number& number) {
  constexpr std::int64_t kMaxExponent = 1'000'000'000'000;
  constexpr std::int64_t kMaxWhole = 18;  // digits
  std::string_view rest = number.text;
  const bool is_negative = rest.starts_with('-');
  if (is_negative) rest.remove_prefix(1);
  const std::size_t mark = std::min(rest.find_first_of("eE"), rest.size());
  std::string digits{rest.substr(0, mark)};
  rest.remove_prefix(std::min(mark + 1, rest.size()));
  if (rest.starts_with('+')) rest.remove_prefix(1);
  const auto written = rest.empty() ? 0 : base::parse_integer<std::int64_t>(rest);
  if (!written || *written > kMaxExponent || *written < -kMaxExponent) return number;
  std::int64_t exponent = *written;

  if (const std::size_t point = digits.find('.'); point != std::string::npos) {
    exponent -= static_cast<std::int64_t>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  const std::size_t end = digits.find_last_not_of('0') + 1;
  exponent += static_cast<std::int64_t>(digits.size() - end);
  digits.resize(end);
  if (digits.empty()) return {"0"};
  if (exponent > 0 && std::ssize(digits) + exponent <= kMaxWhole) {
    digits.append(static_cast<std::size_t>(std::exchange(exponent, 0)), '0');
  }
  return {(is_negative ? "-" : "") + digits +
          (exponent == 0 ? "" : "e" + std::to_string(exponent))};
}

Json with_shortest_numbers(const Json& value) {
  if (const json::Number* number = value.number()) return shortest(*number);
  return each(value, with_shortest_numbers);
}

/// The object with only those of the named members that are present.
Json only(const Json& object, std::initializer_list<std::string_view> names) {
  Json kept = Json::object();
  for (const std::string_view name : names) {
    const Json* member = object.find(name);
    if (is_there(member)) kept.add(std::string{name}, *member);
  }
  return kept;
}

/// The object without the named member if that is null or has its default, `usual`.
Json without(const Json& object, std::string_view name, const Json& usual = {}) {
  Json kept = Json::object();
  for (const json::Member& member : *object.members()) {
    const bool is_usual = member.value.is_null() || member.value == usual;
    if (member.name != name || !is_usual) kept.add(member.name, member.value);
  }
  return kept;
}

bool is_range(const Json& value) {
  return is_there(value.find("from")) || is_there(value.find("to"));
}

Json canonical_element(const Json& value) {
  return is_range(value) ? only(value, {"from", "to"}) : value;
}

Json canonical_list(const Json& content) {
  if (content.elements() != nullptr) return each(content, canonical_element);
  return Json::Array{canonical_element(content)};
}

/// A parameter's value, in any of its forms, as a list. Unchanged if no data model accepts its
/// form, or if its meaning depends on the parameter's type.
Json canonical_value(const Json& value) {
  if (value.members() == nullptr) return canonical_list(value);
  const Json* one = value.find("value");
  const Json* many = value.find("values");
  if (is_there(one)) return is_there(many) ? value : canonical_list(*one);
  if (one != nullptr) return value;
  if (!is_there(many)) return is_range(value) ? canonical_list(value) : value;
  const bool has_ranges =
      is_range(value) || many->members() != nullptr ||
      (many->elements() != nullptr && std::ranges::any_of(*many->elements(), is_range));
  return has_ranges ? value : canonical_list(*many);
}

Json canonical_ids(const Json& value) {
  const Json* values = value.find("values");
  const Json* ids = value.find("ids");
  if (is_there(values) == is_there(ids)) return value;
  const Json& list = is_there(values) ? *values : *ids;
  return list.elements() == nullptr ? value : list;
}

Json canonical_parameters(const Json& list) {
  std::vector<std::pair<std::string, Json>> by_key;
  for (const Json& item : *list.elements()) {
    const std::string& key = *item.find("key")->string();
    const Json& value = *item.find("value");
    by_key.emplace_back(key,
                        key == kInstanceIdsKey ? canonical_ids(value) : canonical_value(value));
  }
  std::ranges::stable_sort(by_key, {}, &std::pair<std::string, Json>::first);
  Json parameters = Json::array();
  for (auto& [key, value] : by_key) {
    parameters.add(Json::object({{"key", key}, {"value", std::move(value)}}));
  }
  return parameters;
}

Json canonical_filter(const Json& filter) {
  if (filter.find("field") != nullptr) return without(filter, "value");
  return filter.members() == nullptr
             ? filter
             : each(filter, [](const Json& list) { return each(list, canonical_filter); });
}

Json canonical_sort(const Json& sort) {
  if (sort.members() == nullptr) return sort;
  return without(without(sort, "direction", "asc"), "collation", "codePoint");
}

/// Adds the requested rows as a page if they are a page, else as an offset. What is not in whole
/// numbers stays as it was sent.
void add_page(const Json& asked, Json& query) {
  const Json* page = asked.find("page");
  const Json* size = asked.find("pageSize");
  const Json* offset = asked.find("offset");
  const bool are_whole = std::ranges::all_of(*asked.members(), [](const json::Member& member) {
    return member.value.integer().has_value();
  });
  if (!are_whole || (page != nullptr && offset != nullptr)) return query.add("page", asked);
  if (size == nullptr && page == nullptr) return query.add("offset", *offset);
  const std::int64_t rows = size == nullptr ? Page::kDefaultSize : *size->integer();
  const std::int64_t first = offset == nullptr ? 0 : *offset->integer();
  if (page != nullptr) {
    query.add("page", *page->integer());
  } else if (rows > 0 && first % rows == 0) {
    query.add("page", first / rows + 1);
  } else {
    query.add("offset", first);
  }
  query.add("pageSize", rows);
}

/// `canonical` is a query whose aliases and short forms are rewritten already.
Json canonical_query(const Json& canonical) {
  constexpr std::array<std::string_view, 4> kQueryMembers{"search", "filters", "sort", "fields"};
  const Json page = only(canonical, {"page", "pageSize", "offset"});
  Json query = Json::object();
  if (!page.members()->empty()) add_page(page, query);
  for (const auto& [name, value] : *canonical.members()) {
    const bool is_page = name == "page" || name == "pageSize" || name == "offset";
    const bool is_known = is_page || std::ranges::find(kQueryMembers, name) != kQueryMembers.end();
    if (is_page || (is_known && value.is_null())) continue;
    if (name == "search" && is_text(value, "")) continue;
    if (name == "sort" && value == Json::array()) continue;
    if (name == "filters" && value == Json::object()) continue;
    query.add(name, name == "sort"      ? each(value, canonical_sort)
                    : name == "filters" ? canonical_filter(value)
                                        : value);
  }
  return query;
}

/// `params` have no errors, and their members are sorted.
Json canonical_params(const Json& params, const base::OrganizationUid& caller) {
  Json canonical = only(params, {"uid", "lang", "template"});
  const Json* organization = params.find("organizationUid");
  if (is_there(organization) && !is_text(*organization, caller.text())) {
    canonical.add("organizationUid", *organization);
  }
  const Json* parameters = params.find("parameters");
  if (is_there(parameters) && !parameters->elements()->empty()) {
    canonical.add("parameters", canonical_parameters(*parameters));
  }
  const Json* query = params.find("query");
  if (is_there(query)) {
    Diagnostics ignored;  // the query as it was sent has been diagnosed already
    canonical.add("query",
                  canonical_query(CanonicalQuery{JsonReader{*query, "query", ignored}}.query()));
  }
  return sorted(with_shortest_numbers(canonical));
}

/// Warns about the members of an object that have none of these names.
void warn_about_others(const JsonReader& node, std::initializer_list<std::string_view> names) {
  if (node.value().members() == nullptr) return;
  JsonObjectReader members{node};
  for (const std::string_view name : names) static_cast<void>(members.find(name));
  members.warn_about_unknown_members();
}

void warn_about_ignored(const Request::Parameter& parameter) {
  const JsonReader& node = parameter.value;
  const Json& value = node.value();
  if (parameter.key == kInstanceIdsKey) return warn_about_others(node, {"values", "ids"});
  if (value.find("value") == nullptr && is_range(value))
    return warn_about_others(node, {"from", "to"});
  warn_about_others(node, {"value", "values"});
  const Json* content = value.find("value");
  if (content != nullptr) warn_about_others(node.member("value", *content), {"from", "to"});
}

}  // namespace

CanonicalRequest canonical_request(const Json& body, const base::OrganizationUid& caller) {
  CanonicalRequest canonical;
  Diagnostics& diagnostics = canonical.diagnostics;
  JsonObjectReader members{JsonReader{body, body.members() == nullptr ? "body" : "", diagnostics}};
  const auto params = members.require("params");
  members.warn_about_unknown_members();
  if (!params) return canonical;
  const Request request = read_request(*params);
  canonical.language = request.language;
  for (const Request::Parameter& parameter : request.parameters) warn_about_ignored(parameter);
  if (request.query) static_cast<void>(CanonicalQuery{*request.query});
  constexpr std::size_t kMaxWarnings = 100;  // as many as a request's validation returns
  if (diagnostics.warnings.size() > kMaxWarnings) diagnostics.warnings.resize(kMaxWarnings);
  if (!diagnostics.errors.empty()) return canonical;
  canonical.params = canonical_params(sorted(params->value()), caller);
  canonical.digest = base::sha256(std::string{kVersion} + json::write(canonical.params));
  return canonical;
}

}  // namespace model
