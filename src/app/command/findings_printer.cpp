#include "app/command/findings_printer.h"

#include <algorithm>

#include "base/utf8.h"
#include "language/message_catalog.h"

namespace app {
namespace {

const char* level_key(Finding::Level level) {
  switch (level) {
    case Finding::Level::kGood:
      return "app.level_ok";
    case Finding::Level::kWarning:
      return "app.level_warning";
    case Finding::Level::kError:
      return "app.level_fault";
  }
  return "app.level_fault";
}

/// In a column of its own.
std::string level_label(const language::MessageCatalog& messages, language::Language language,
                        Finding::Level level) {
  constexpr std::size_t kWidth = 9;
  std::string label = messages.text(language, base::Message{level_key(level)});
  const std::size_t width = base::utf16_length(label);
  return label.append(width < kWidth ? kWidth - width : 1, ' ');
}

language::Language language_of(std::string_view lang) {
  return language::parse_language(lang).value_or(language::Language::kEnglish);
}

}  // namespace

std::string as_text(const Findings& findings, std::string_view lang) {
  const language::MessageCatalog messages;
  const language::Language language = language_of(lang);
  std::string text;
  for (const Finding& finding : findings) {
    text += level_label(messages, language, finding.level) + finding.subject + ": " +
            messages.text(language, finding.message) + "\n";
  }
  return text;
}

json::Value as_json(const Findings& findings, std::string_view lang) {
  const language::MessageCatalog messages;
  json::Value list = json::Value::array();
  for (const Finding& finding : findings) {
    list.add(json::Value::object({{"level", level_name(finding.level)},
                                  {"subject", finding.subject},
                                  {"message", messages.text(language_of(lang), finding.message)}}));
  }
  return list;
}

bool has_level(const Findings& findings, Finding::Level level) {
  return std::ranges::any_of(findings,
                             [&](const Finding& finding) { return finding.level == level; });
}

}  // namespace app
