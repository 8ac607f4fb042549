#include "report/request_facts.h"

#include <utility>

#include "report/partial_report.h"

namespace report {
namespace {

using base::Message;

std::string selection(const LocalizedReport& report, FactScope scope,
                      std::optional<std::int64_t> rows) {
  std::string line;
  const model::ReportSpec spec = rows ? without_whole_page(report.spec, *rows) : report.spec;
  const auto parts = scope == FactScope::kReport ? report.words.format_selection(spec)
                                                 : report.words.format_selection_of_instance(spec);
  for (const std::string& part : parts) {
    report.words.append_detail(line, part);
  }
  if (line.empty()) return line;
  return report.words.text_verbatim(Message{"report.limited_to", {{"selection", line}}});
}

}  // namespace

std::vector<std::vector<std::string>> request_facts(const LocalizedReport& report, FactScope scope,
                                                    std::optional<std::int64_t> rows) {
  const ReportText& words = report.words;
  std::vector<std::vector<std::string>> facts;
  bool has_period = false;
  for (const model::Argument& argument : report.spec.arguments) {
    const bool is_period = std::holds_alternative<model::DateRange>(argument.values.front());
    if (is_period && !std::exchange(has_period, true)) {
      facts.insert(facts.begin(), words.format_period(argument));
    } else {
      facts.push_back({words.labeled(argument.parameter->label.get(report.language()),
                                     words.format_argument(argument))});
    }
  }
  if (std::string limits = selection(report, scope, rows); !limits.empty()) {
    facts.push_back({std::move(limits)});
  }
  return facts;
}

}  // namespace report
