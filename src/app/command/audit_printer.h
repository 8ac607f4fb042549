#pragma once

#include <ostream>
#include <string>

#include "app/settings.h"
#include "auth/audit.h"

namespace app {

/// Prints the audit, one record per line, as text, CSV (RFC 4180) or JSON. Not thread-safe.
class AuditPrinter {
 public:
  /// Prints the header line of text and CSV. `out` must outlive this object.
  AuditPrinter(std::ostream& out, std::string format);

  void write(const auth::Audit::Record& record);

 private:
  std::ostream& out_;
  const std::string format_;
};

/// Throws base::Error for an unknown action or an invalid time.
[[nodiscard]] auth::Audit::Filter audit_filter(const AuditSettings& settings);

}  // namespace app
