#include "support/shop.h"

#include <fstream>
#include <stdexcept>

#include "database/connection.h"
#include "json/parse.h"

namespace {

void write(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

constexpr std::string_view kModel = R"({
  "uid": "shop.orders", "version": 1, "source": "shop",
  "title": {"en": "Orders", "ar": "Orders-ar"},
  "access": {"organizations": ["*"], "scope": "tree", "policies": [
    {"organizations": ["top"], "keys": ["clerk*"], "filter": {"field": "amount", "op": "lt", "value": 100}},
    {"keys": ["clerk of gifts"], "filter": {"field": "gift", "op": "eq", "value": false}}]},
  "parameters": [
    {"key": "period", "type": "dateRange", "label": {"en": "Period", "ar": "Period-ar"}},
    {"key": "branch", "type": "string", "multiple": true, "label": {"en": "Branch", "ar": "Branch-ar"}}],
  "columns": [
    {"key": "number", "type": "string", "title": {"en": "Number", "ar": "Number-ar"}},
    {"key": "customer", "type": "string", "from": {"en": "customer_en", "ar": "customer_ar"},
     "title": {"en": "Customer", "ar": "Customer-ar"}},
    {"key": "placedOn", "from": "placed_on", "type": "date", "hijri": true, "title": {"en": "Date", "ar": "Date-ar"}},
    {"key": "paidAt", "from": "paid_at", "type": "datetime", "title": {"en": "Paid at", "ar": "Paid-ar"}},
    {"key": "items", "type": "integer", "total": "sum", "title": {"en": "Items", "ar": "Items-ar"}},
    {"key": "amount", "type": "money", "currency": "SAR", "total": "sum", "title": {"en": "Amount", "ar": "Amount-ar"}},
    {"key": "fee", "type": "money", "currency": "KWD", "minor": true, "title": {"en": "Fee", "ar": "Fee-ar"}},
    {"key": "rate", "type": "percent", "title": {"en": "Rate", "ar": "Rate-ar"}},
    {"key": "gift", "type": "boolean", "title": {"en": "Gift", "ar": "Gift-ar"}},
    {"key": "note", "type": "text", "title": {"en": "Note", "ar": "Note-ar"}},
    {"key": "took", "type": "duration", "title": {"en": "Took", "ar": "Took-ar"}},
    {"key": "price", "type": "money", "currency": {"from": "unit"}, "total": "sum", "title": {"en": "Price", "ar": "Price-ar"},
     "highlights": [{"op": "gt", "value": 10, "tone": "bad"}]},
    {"key": "page", "type": "url", "title": {"en": "Page", "ar": "Page-ar"}}],
  "query": {"filter": {"number": ["eq", "neq", "in", "nin"], "placedOn": ["eq", "neq", "in", "nin", "between", "gt", "gte", "lt", "lte"], "amount": ["eq", "neq", "gt", "gte", "lt", "lte", "nin"],
                       "fee": ["gte"], "rate": ["gt"], "took": ["lt"], "page": ["eq", "contains"], "paidAt": ["eq", "gte", "lte"], "gift": ["eq", "neq", "isNull"],
                       "customer": ["contains", "notContains", "startsWith", "endsWith"]},
            "sort": ["number", "amount", "placedOn", "items", "customer"], "search": ["customer"], "maxRows": 1000},
  "instanceIds": {"from": "id", "type": "integer", "max": 100}, "layout": )";

constexpr std::string_view kSql =
    "SELECT id, number, customer_en, customer_ar, placed_on, paid_at, items, amount, fee, rate, "
    "gift, note, took, price, unit, page, branch\n"
    "FROM orders WHERE organization IN (:organization_uid)\n"
    "[[ AND placed_on BETWEEN :period_from AND :period_to ]] [[ AND branch IN (:branch) ]]\n"
    "ORDER BY id -- as they came\n";

constexpr std::string_view kOrganizations = R"({"organizations": [
  {"uid": "top", "name": {"en": "Top", "ar": "Top-ar"}, "timeZone": "Africa/Cairo"},
  {"uid": "below", "parent": "top", "name": {"en": "Below", "ar": "Below-ar"}, "timeZone": "Asia/Riyadh"},
  {"uid": "other", "name": {"en": "Other", "ar": "Other-ar"}, "timeZone": "Asia/Riyadh"}]})";

constexpr std::string_view kRows = R"(
  CREATE TABLE orders (id INTEGER PRIMARY KEY, organization TEXT, branch TEXT, number TEXT, customer_en TEXT,
    customer_ar TEXT, placed_on TEXT, paid_at TEXT, items INTEGER, amount, fee INTEGER, rate REAL, gift INTEGER, note TEXT, took, price, unit TEXT, page TEXT);
  INSERT INTO orders (id, organization, branch, number, customer_en, customer_ar, placed_on, paid_at, items, amount, fee,
    rate, gift, note, took) VALUES
    (1, 'top',   'A', 'N-1', 'Ahmed', 'X', '2026-01-01', '2026-01-01 10:00:00', 3, '100.50', 1250, 0.15, 1, NULL, NULL),
    (2, 'top',   'B', 'N-2', '50%',   'Y', '2026-01-31', '2026-02-01T23:30:00Z', 0, 99.95, 0, 0.05, 0, NULL, NULL),
    (3, 'below', 'A', 'N-3', 'a_b',   'Z', '2026-02-01', NULL, NULL, -12, -5, NULL, NULL, NULL, NULL),
    (4, 'other', 'A', 'N-4', 'Ahmed', 'X', '2026-01-15', NULL, 1, 1, 1, 1, 1, NULL, NULL);)";

}  // namespace

Shop::Shop(std::string_view layout) {
  write(directory() / "models/shop.orders.json", std::string{kModel} + std::string{layout} + "}");
  write(directory() / "models/shop.orders.sql", kSql);
  write(directory() / "sources/shop.json", R"({"kind": "sqlite", "path": "shop.db"})");
  write(directory() / "organizations.json", kOrganizations);
  execute(kRows);
  model::Catalogue::Loaded loaded = model::Catalogue::load(directory());
  if (!loaded.catalogue) {
    throw std::runtime_error(loaded.errors.front().path + ": " + loaded.errors.front().reason.key);
  }
  catalogue_ = loaded.catalogue;
}

void Shop::execute(std::string_view sql) const {
  database::Connection(directory() / "shop.db", database::Mode::kReadWrite).execute(sql);
}

model::ReportSpec Shop::order(std::string_view lang, std::string_view members,
                              std::string_view key_label) const {
  std::string params = R"({"uid": "shop.orders", "template": "excel-auto", "lang": ")";
  params += lang;
  params += '"';
  if (!members.empty()) params += ", " + std::string{members};
  params += '}';
  auto checked = model::validate_params(
      catalogue_, json::parse(params),
      {base::OrganizationUid{"top"}, std::string{key_label}, base::SystemClock().now()});
  if (const model::Rejection* refusal = checked.rejection()) {
    throw std::runtime_error(refusal->details.front().path + ": " +
                             refusal->details.front().reason.key);
  }
  return std::get<model::ReportSpec>(std::move(checked.outcome));
}
