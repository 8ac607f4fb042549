#include "app/engine.h"

#include <algorithm>
#include <charconv>
#include <thread>

#include "app/catalogue_report.h"
#include "app/migrations.h"
#include "base/error.h"
#include "source/check.h"

namespace app {
namespace {

server::Address address_of(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  server::Address address;
  if (colon != std::string::npos && colon > 0) {
    const char* end = listen.data() + listen.size();
    const auto [stop, fault] = std::from_chars(listen.data() + colon + 1, end, address.port);
    if (fault == std::errc{} && stop == end) {
      address.host = listen.substr(0, colon);
      if (address.host.starts_with('[') && address.host.ends_with(']')) {  // as in [::1]:8080
        address.host = address.host.substr(1, address.host.size() - 2);
      }
      return address;
    }
  }
  throw base::Error("--listen " + listen + ": write HOST:PORT, for example 127.0.0.1:8080");
}

std::size_t workers_of(const ServeSettings& settings) {
  if (settings.workers > 0) return settings.workers;
  return std::max(1U, std::thread::hardware_concurrency());
}

/// A source that cannot be read now must not keep the others from being served: said, not thrown.
std::shared_ptr<const model::Catalogue> checked_catalogue(const ServeSettings& settings,
                                                          const language::Phrases& phrases,
                                                          base::Log& log) {
  auto catalogue = load_catalogue(settings.catalogue, phrases);
  for (const base::Fault& fault : source::check(*catalogue)) {
    log.warning("catalogue.fault",
                {{"place", fault.path},
                 {"reason", phrases.text(language::Language::kEnglish, fault.reason)}});
  }
  return catalogue;
}

}  // namespace

Engine::Engine(const ServeSettings& settings, base::Log& log)
    : catalogue_(checked_catalogue(settings, phrases_, log)),
      directory_(settings.data),
      writer_((directory_.hold(), directory_.database()), migrations()),
      readers_(directory_.database()),
      store_(writer_, readers_, phrases_, clock_),
      keys_(writer_, readers_, clock_),
      links_(writer_, readers_, clock_, settings.link_lifetime),
      spool_(directory_.files()),
      maker_(catalogue_, phrases_, clock_, settings.compression),
      epoch_(store_.start()),
      server_(
          {.clock = clock_,
           .log = log,
           .phrases = phrases_,
           .keys = keys_,
           .links = links_,
           .jobs = store_,
           .progress = progress_,
           .files = spool_,
           .catalogue = [catalogue = catalogue_] { return catalogue; },
           .envelope = {settings.app_name, settings.service_name, base::new_uuid(clock_.now())}},
          address_of(settings.listen), settings.base_url),
      pool_((store_.recover(epoch_), spool_.sweep(store_.files()),
             worker::Workplace{store_, progress_, spool_, maker_, clock_, log}),
            epoch_, workers_of(settings)) {
  server_.start();
}

Engine::~Engine() { server_.stop(); }

}  // namespace app
