#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <string>

#include "base/bidi.h"
#include "base/utf8.h"

namespace base {
namespace {

spdlog::level::level_enum to_level(Severity severity) {
  switch (severity) {
    case Severity::kDebug:
      return spdlog::level::debug;
    case Severity::kInfo:
      return spdlog::level::info;
    case Severity::kWarning:
      return spdlog::level::warn;
    case Severity::kError:
      return spdlog::level::err;
    case Severity::kOff:
      return spdlog::level::off;
  }
  return spdlog::level::err;
}

bool needs_no_quotes(char c) { return c != ' ' && c != '"' && c != '\\' && c != '='; }

void append_escaped(std::string& line, std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char c : bytes) {
    const auto octet = static_cast<unsigned char>(c);
    line += "\\x";
    line += kDigits[octet >> 4U];
    line += kDigits[octet & 15U];
  }
}

bool has_invisible(std::string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (control_length(value.substr(i)) > 0) return true;
  }
  return false;
}

/// Bytes at the start of a value that would change how a terminal shows the line.
std::size_t length_to_escape(std::string_view value, bool is_text) {
  if (is_text) return control_length(value);
  const auto octet = static_cast<unsigned char>(value[0]);
  return octet < 0x20 || octet >= 0x7F ? 1 : 0;
}

void append_value(std::string& line, std::string_view value) {
  const bool is_text = is_utf8(value);
  if (!value.empty() && is_text && std::ranges::all_of(value, needs_no_quotes) &&
      !has_invisible(value)) {
    line += value;
    return;
  }
  line += '"';
  while (!value.empty()) {
    const std::size_t length = length_to_escape(value, is_text);
    if (length > 0) {
      append_escaped(line, value.substr(0, length));
    } else {
      if (value[0] == '"' || value[0] == '\\') line += '\\';
      line += value[0];
    }
    value.remove_prefix(std::max<std::size_t>(length, 1));
  }
  line += '"';
}

}  // namespace

Log::Log(Severity min_severity)
    : logger_(std::make_unique<spdlog::logger>("gormic-bi",
                                               std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_level(to_level(min_severity));
  logger_->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  logger_->flush_on(spdlog::level::info);
}

Log::~Log() = default;

void Log::event(Severity severity, std::string_view event, std::initializer_list<Field> fields) {
  std::string line{event};
  for (const auto& [key, value] : fields) {
    line += ' ';
    line += key;
    line += '=';
    append_value(line, value);
  }
  logger_->log(to_level(severity), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace base
