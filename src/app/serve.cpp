#include "app/commands.h"
#include "app/engine.h"
#include "app/signals.h"

namespace app {

int serve(const ServeSettings& settings) {
  const Signals signals;
  base::Log log;
  {
    const Engine engine(settings, log);
    signals.wait();
    log.info("stopping");
    signals.die_at_the_next();
  }
  log.info("stopped");
  return 0;
}

}  // namespace app
