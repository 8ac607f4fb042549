#include "source/catalogue_check.h"

#include <map>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/stop_after.h"
#include "source/data_model_check.h"
#include "source/source_registry.h"

namespace source {

model::Diagnostics check_catalogue(const model::Catalogue& catalogue, SourceRegistry& sources,
                                   const std::stop_token& stop) {
  constexpr std::chrono::seconds kTimeout{10};
  model::Diagnostics diagnostics;
  std::map<std::string, std::unique_ptr<Session>> sessions;
  for (const auto& [name, definition] : catalogue.sources()) {
    // Jobs use all of the source's connections: its data models are not checked now.
    if (sources.is_exhausted(definition)) continue;
    try {
      probe(definition, sources, stop);
      const base::StopAfter limit(kTimeout, stop);
      sessions[name] = sources.session(definition, limit.token());
    } catch (const base::Error& error) {
      const std::string file = "sources/" + name + ".json";
      const std::string reason = error.what();
      if (error.user_message()) diagnostics.errors.push_back({file, *error.user_message()});
      diagnostics.errors.push_back({file, base::Message{"source.sql_fault", {{"reason", reason}}}});
    }
  }
  for (const auto& [uid, model] : catalogue.models()) {
    if (stop.stop_requested()) break;
    const auto session = sessions.find(model.source);
    if (session != sessions.end()) check_model(model, *session->second, diagnostics);
  }
  return diagnostics;
}

}  // namespace source
