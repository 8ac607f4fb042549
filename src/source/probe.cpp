#include "source/probe.h"

#include <array>
#include <string>

#include "source/sql/query.h"
#include "base/stop_after.h"

namespace source {

void probe(const model::SourceDefinition& definition, SourceRegistry& sources,
           const std::stop_token& stop) {
  constexpr std::chrono::seconds kTimeout{10};
  const base::StopAfter limit(kTimeout, stop);
  const auto session = sources.session(definition, limit.token());
  const Query query{std::string{session->dialect().probe()}, {}};
  const auto cursor = session->open(query, {{}, kTimeout, limit.token()});
  std::array<Cell, 1> row{};
  while (cursor->next(row)) {
  }
}

}  // namespace source
