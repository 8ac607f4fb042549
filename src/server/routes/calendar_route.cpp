#include "server/routes/calendar_route.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "language/calendar.h"
#include "model/value/period.h"
#include "server/api/authentication.h"
#include "server/api/problem.h"

namespace server {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr days kMaxSpan{3700};  // some ten years

/// A day "2026-01-31" of the query string. Throws Problem 400 if it is absent or no day.
sys_days required_day(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  const auto period = found == request.query.end()
                          ? std::nullopt
                          : model::parse_period(found->second, model::EvaluationContext{});
  if (!period || period->from != period->to) {
    throw Problem{400,
                  "INVALID_DATA_MODEL_PARAMETER",
                  base::Message{"server.bad_query_string"},
                  {{name, base::Message{"server.bad_day"}}}};
  }
  return sys_days{period->from};
}

json::Value describe_month(int year, int month, sys_days first, sys_days next) {
  using language::Language;
  return json::Value::object(
      {{"year", std::int64_t{year}},
       {"month", std::int64_t{month}},
       {"name",
        json::Value::object({{"en", language::hijri_month_name(Language::kEnglish, month)},
                             {"ar", language::hijri_month_name(Language::kArabic, month)}})},
       {"firstDay", base::format_rfc3339(first).substr(0, 10)},
       {"days", std::int64_t{(next - first).count()}}});
}

}  // namespace

Response CalendarRoute::operator()(const Request& request) const {
  [[maybe_unused]] const auto key = authenticated(services_, request, auth::Scope::kRead);
  sys_days day = required_day(request, "from");
  const sys_days last = std::min(required_day(request, "to"), day + kMaxSpan);
  json::Value::Array months;
  // Days outside the published years have no month.
  for (auto date = language::to_hijri(day); date && day <= last; date = language::to_hijri(day)) {
    const auto first = language::first_day_of_hijri_month(date->year, date->month);
    const auto next = language::first_day_of_hijri_month(date->year, date->month + 1);
    if (!first || !next) break;
    months.push_back(describe_month(date->year, date->month, *first, *next));
    day = *next;
  }
  return services_.envelope.respond(request, json::Value::object({{"months", std::move(months)}}));
}

}  // namespace server
