#include "app/source_watch.h"

#include <algorithm>
#include <condition_variable>
#include <exception>

#include "base/random_fraction.h"
#include "source/driver/connect_error.h"
#include "source/probe.h"

namespace app {
namespace {

constexpr std::chrono::seconds kLook{15};
constexpr std::chrono::seconds kSoon{3};  // while one is silent
// While one does not let us in: each login that fails may be one too many for its account.
constexpr std::chrono::seconds kMinPause = std::chrono::minutes{1};
constexpr std::chrono::seconds kMaxPause = std::chrono::minutes{15};

}  // namespace

SourceWatch::SourceWatch(const model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                         base::Log& log)
    : catalogues_(catalogues), sources_(sources), log_(log) {}

void SourceWatch::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any passed;
    std::unique_lock hold(mutex);
    while (!stop.stop_requested()) {
      look(stop);
      passed.wait_for(hold, stop, all_answer() ? kLook : kSoon, [] { return false; });
    }
  });
}

std::map<std::string, server::SourceState> SourceWatch::states() const {
  const std::scoped_lock hold(mutex_);
  return states_;
}

bool SourceWatch::all_answer() const {
  const std::scoped_lock hold(mutex_);
  return std::ranges::all_of(states_, [](const auto& state) { return state.second.answers; });
}

void SourceWatch::look(const std::stop_token& stop) {
  const auto catalogue = catalogues_.current();
  const auto has_gone = [&](const auto& entry) {
    return catalogue->source(entry.first) == nullptr;
  };
  {
    const std::scoped_lock hold(mutex_);
    std::erase_if(states_, has_gone);
  }
  std::erase_if(pauses_, has_gone);
  for (const auto& [name, definition] : catalogue->sources()) {
    if (stop.stop_requested()) return;
    if (is_due(definition)) look_at(definition, stop);
  }
  sources_.close_idle();
}

/// One that has been let in meanwhile, by a job or with another password, waits no longer; one
/// whose connections jobs have is as it was.
bool SourceWatch::is_due(const model::SourceDefinition& definition) const {
  if (sources_.is_exhausted(definition)) return false;
  const auto pause = pauses_.find(definition.name);
  if (pause == pauses_.end() || Clock::now() >= pause->second.until) return true;
  return !sources_.is_login_refused(definition);
}

void SourceWatch::look_at(const model::SourceDefinition& definition, const std::stop_token& stop) {
  const std::string& name = definition.name;
  try {
    source::probe(definition, sources_, stop);
    pauses_.erase(name);
    return note(name, std::nullopt);
  } catch (const source::LoginRefused& error) {
    pause(name);
    return note(name, error);
  } catch (const base::Canceled&) {
    // Jobs have all that the server has room for: it is as it was.
    if (stop.stop_requested() || sources_.is_exhausted(definition)) return;
    note(name, base::Error{"no answer in time"});
  } catch (const base::TransientError& error) {
    // A file that somebody has locked is there.
    if (definition.kind != model::SourceKind::kSqlite) note(name, error);
  } catch (const base::Error& error) {
    note(name, error);
  } catch (const std::exception& error) {
    note(name, base::Error{error.what()});
  }
  pauses_.erase(name);
}

/// Each is longer by up to a quarter, so that several servers of reports do not come at once.
void SourceWatch::pause(const std::string& name) {
  Pause& pause = pauses_[name];
  pause.length = pause.length.count() == 0 ? kMinPause : std::min(2 * pause.length, kMaxPause);
  const auto length =
      std::chrono::duration_cast<Clock::duration>(pause.length * (1 + base::random_fraction() / 4));
  pause.until = Clock::now() + length;
}

void SourceWatch::note(const std::string& name, const std::optional<base::Error>& fault) {
  server::SourceState state{!fault, std::nullopt};
  if (fault) {
    state.reason =
        fault->user_message().value_or(base::Message{"source.does_not_answer", {{"source", name}}});
  }
  bool has_changed = false;
  {
    const std::scoped_lock hold(mutex_);
    const auto [known, is_new] = states_.emplace(name, state);
    has_changed = is_new ? !state.is_reachable
                         : known->second.is_reachable != state.is_reachable ||
                               known->second.reason != state.reason;
    known->second = std::move(state);
  }
  if (!has_changed) return;
  if (!fault) return log_.info("source.answers", {{"source", name}});
  log_.warning("source.silent", {{"source", name}, {"reason", fault->what()}});
}

}  // namespace app
