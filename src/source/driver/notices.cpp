#include "source/driver/notices.h"

#include <utility>

#include "language/text.h"
#include "source/driver/sql_error.h"

namespace source {

void Notices::begin_statement() {
  const std::size_t count = std::exchange(count_, 0);
  if (log_ == nullptr || count <= kMaxLines) return;
  log_->info("source.notices_omitted",
             {{"source", source_}, {"count", std::to_string(count - kMaxLines)}});
}

void Notices::record(std::string_view severity, std::string_view state, std::string_view text) {
  if (++count_ > kMaxLines || log_ == nullptr) return;
  const std::string line = format_sql_error("", text);
  log_->info("source.notice", {{"source", source_},
                               {"severity", severity},
                               {"state", state},
                               {"text", language::truncate_utf16(line, kMaxTextUnits)}});
}

}  // namespace source
