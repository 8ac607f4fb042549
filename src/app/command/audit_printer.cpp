#include "app/command/audit_printer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/csv.h"
#include "base/error.h"
#include "json/write.h"
#include "model/value/time_text.h"

namespace app {
namespace {

using auth::Audit;

using Field = std::pair<const char*, std::string>;

std::array<Field, 9> record_fields(const Audit::Record& record) {
  return {{{"number", std::to_string(record.number)},
           {"at", base::format_rfc3339(record.at)},
           {"action", record.action},
           {"organization", record.organization.text()},
           {"key", record.key.text()},
           {"peer", record.peer},
           {"requestId", record.request_id},
           {"target", record.target},
           {"detail", record.detail}}};
}

std::string parse_action(const std::string& text) {
  if (text.empty() || Audit::is_action(text)) return text;
  std::string known;
  for (const std::string_view action : Audit::kActions) {
    if (!known.empty()) known += ", ";
    known += action;
  }
  throw base::Error("--action " + text + ": no such action; there are " + known +
                    ", and their first words");
}

/// Fields may hold text from unauthenticated callers, whose control characters must not reach a
/// terminal.
std::string without_control_characters(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    result += octet < 0x20 || octet == 0x7f ? '?' : c;
  }
  return result.empty() ? "-" : result;
}

std::optional<base::Time> parse_time(const std::string& option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (const auto time = model::parse_moment(text, language::TimeZone{})) return time;
  throw base::Error(option + " " + text + ": write 2026-01-31 or 2026-01-31T08:30:00Z");
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

}  // namespace

AuditPrinter::AuditPrinter(std::ostream& out, std::string format)
    : out_(out), format_(std::move(format)) {
  if (format_ == "json") return;
  const bool is_csv = format_ == "csv";
  const char* between = "";
  for (const auto& [name, value] : record_fields({})) {
    out_ << between << name;
    between = is_csv ? "," : "\t";
  }
  out_ << (is_csv ? "\r\n" : "\n");
}

void AuditPrinter::write(const Audit::Record& record) {
  if (format_ == "json") {
    json::Value object = json::Value::object();
    for (auto& [name, value] : record_fields(record)) object.add(name, value);
    out_ << json::write(object) << "\n";
    return;
  }
  const bool is_csv = format_ == "csv";
  const char* between = "";
  for (const auto& [name, value] : record_fields(record)) {
    out_ << between << (is_csv ? base::csv_field(value) : without_control_characters(value));
    between = is_csv ? "," : "\t";
  }
  out_ << (is_csv ? "\r\n" : "\n");
}

Audit::Filter audit_filter(const AuditSettings& settings) {
  return {.organization = unless_empty(settings.organization),
          .action = unless_empty(parse_action(settings.action)),
          .key = unless_empty(settings.key),
          .target = unless_empty(settings.target),
          .since = parse_time("--since", settings.since),
          .until = parse_time("--until", settings.until)};
}

}  // namespace app
