#pragma once

#include <ostream>
#include <string>

#include "auth/audit.h"
#include "app/settings.h"

namespace app {

/// The audit written out, a line a record: as text, as CSV (RFC 4180), or as JSON objects.
class AuditPrinter {
 public:
  AuditPrinter(std::ostream& out, std::string format);

  void write(const auth::Audit::Record& record);

 private:
  std::ostream& out_;
  const std::string format_;
};

/// Throws base::Error for a time that is none.
[[nodiscard]] auth::Audit::Filter audit_filter(const AuditSettings& settings);

}  // namespace app
