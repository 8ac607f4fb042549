#include "app/audit_page.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "json/write.h"
#include "model/value/time_text.h"

namespace app {
namespace {

using auth::Audit;

using Cell = std::pair<const char*, std::string>;

std::array<Cell, 9> cells_of(const Audit::Record& record) {
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

constexpr std::array<std::string_view, 10> kActions{
    "file.downloaded", "job.canceled", "job.deleted",  "job.submitted", "key.created",
    "key.revoked",     "key.rotated",  "link.rotated", "login.failed",  "login.refused"};

/// One of them, or the first word of some.
bool is_action(std::string_view text) {
  return std::ranges::any_of(kActions, [&](std::string_view action) {
    return action == text || action.substr(0, action.find('.')) == text;
  });
}

std::string action_of(const std::string& text) {
  if (text.empty() || is_action(text)) return text;
  std::string known;
  for (const std::string_view action : kActions) {
    if (!known.empty()) known += ", ";
    known += action;
  }
  throw base::Error("--action " + text + ": no such action; there are " + known +
                    ", and their first words");
}

/// For a spreadsheet, which would calculate what begins like a formula.
std::string quoted(const std::string& text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  const bool is_formula = !text.empty() && kFormula.find(text.front()) != std::string_view::npos;
  std::string quoted = is_formula ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

/// What strangers sent may stand in a cell: on a terminal no control character of it has power.
std::string harmless(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    result += octet < 0x20 || octet == 0x7f ? '?' : c;
  }
  return result.empty() ? "-" : result;
}

std::optional<base::Time> time_of(const std::string& option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (const auto time = model::parse_moment(text)) return time;
  throw base::Error(option + " " + text + ": write 2026-01-31 or 2026-01-31T08:30:00Z");
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional{text};
}

}  // namespace

AuditPage::AuditPage(std::ostream& out, std::string format)
    : out_(out), format_(std::move(format)) {
  if (format_ == "json") return;
  const bool is_csv = format_ == "csv";
  const char* between = "";
  for (const auto& [name, value] : cells_of({})) {
    out_ << between << name;
    between = is_csv ? "," : "\t";
  }
  out_ << (is_csv ? "\r\n" : "\n");
}

void AuditPage::write(const Audit::Record& record) {
  if (format_ == "json") {
    json::Value object = json::Value::object();
    for (auto& [name, value] : cells_of(record)) object.add(name, value);
    out_ << json::write(object) << "\n";
    return;
  }
  const bool is_csv = format_ == "csv";
  const char* between = "";
  for (const auto& [name, value] : cells_of(record)) {
    out_ << between << (is_csv ? quoted(value) : harmless(value));
    between = is_csv ? "," : "\t";
  }
  out_ << (is_csv ? "\r\n" : "\n");
}

Audit::Filter filter_of(const AuditSettings& settings) {
  return {.organization = unless_empty(settings.organization),
          .action = unless_empty(action_of(settings.action)),
          .key = unless_empty(settings.key),
          .target = unless_empty(settings.target),
          .since = time_of("--since", settings.since),
          .until = time_of("--until", settings.until)};
}

}  // namespace app
