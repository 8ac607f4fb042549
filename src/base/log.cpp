#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <string>

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

bool needs_no_quotes(char c) {
  return static_cast<unsigned char>(c) > 0x20 && c != '"' && c != '\\' && c != '=' && c != 0x7F;
}

void append_value(std::string& line, std::string_view value) {
  if (!value.empty() && std::ranges::all_of(value, needs_no_quotes) && is_utf8(value)) {
    line += value;
    return;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  const bool is_text = is_utf8(value);
  line += '"';
  for (const char c : value) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x20 || octet == 0x7F || (octet > 0x7F && !is_text)) {
      line += "\\x";
      line += kDigits[octet >> 4U];
      line += kDigits[octet & 15U];
    } else {
      if (c == '"' || c == '\\') line += '\\';
      line += c;
    }
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
