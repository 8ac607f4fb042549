#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

namespace spdlog {
class logger;
}

namespace base {

enum class Severity { kDebug, kInfo, kWarning, kError, kOff };

/// The operator's log on standard error: one line per event, `event key=value ...`, in English.
/// Values with spaces are quoted; control characters and those of bidirectional text are escaped,
/// so that no value can forge a line or turn it around. Thread-safe.
///
/// Do not log secrets, query strings of links, or contents of reports.
class Log {
 public:
  using Field = std::pair<std::string_view, std::string_view>;

  explicit Log(Severity min_severity = Severity::kInfo);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void event(Severity severity, std::string_view event, std::initializer_list<Field> fields = {});
  void info(std::string_view name, std::initializer_list<Field> fields = {}) {
    event(Severity::kInfo, name, fields);
  }
  void warning(std::string_view name, std::initializer_list<Field> fields = {}) {
    event(Severity::kWarning, name, fields);
  }
  void error(std::string_view name, std::initializer_list<Field> fields = {}) {
    event(Severity::kError, name, fields);
  }

 private:
  std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace base
