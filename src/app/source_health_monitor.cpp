#include "app/source_health_monitor.h"

#include <algorithm>
#include <condition_variable>
#include <exception>

#include "base/random_fraction.h"
#include "source/driver/connect_error.h"
#include "source/source_registry.h"

namespace app {
namespace {

constexpr std::chrono::seconds kProbeInterval{15};
constexpr std::chrono::seconds kRetryInterval{3};  // while a source is unreachable
// After a refused login: repeated failures may lock the account.
constexpr std::chrono::seconds kMinBackoff = std::chrono::minutes{1};
constexpr std::chrono::seconds kMaxBackoff = std::chrono::minutes{15};

}  // namespace

SourceHealthMonitor::SourceHealthMonitor(const model::CatalogueHistory& catalogues,
                                         source::SourceRegistry& sources, const base::Clock& clock,
                                         base::Log& log)
    : catalogues_(catalogues), sources_(sources), clock_(clock), log_(log) {}

void SourceHealthMonitor::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake_up;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      poll(stop);
      wake_up.wait_for(lock, stop, all_reachable() ? kProbeInterval : kRetryInterval,
                       [] { return false; });
    }
  });
}

std::map<std::string, server::SourceState> SourceHealthMonitor::states() const {
  const std::scoped_lock lock(mutex_);
  return states_;
}

std::optional<server::SourceState> SourceHealthMonitor::test(const std::string& name) {
  const auto catalogue = catalogues_.current();
  const model::SourceDefinition* definition = catalogue->source(name);
  if (definition == nullptr) return std::nullopt;
  if (!sources_.is_login_refused(*definition)) static_cast<void>(check(*definition, {}));
  const std::scoped_lock lock(mutex_);
  return states_[name];
}

bool SourceHealthMonitor::all_reachable() const {
  const std::scoped_lock lock(mutex_);
  return std::ranges::all_of(states_, [](const auto& state) { return state.second.is_reachable; });
}

void SourceHealthMonitor::poll(const std::stop_token& stop) {
  const auto catalogue = catalogues_.current();
  const auto has_gone = [&](const auto& entry) {
    return catalogue->source(entry.first) == nullptr;
  };
  {
    const std::scoped_lock lock(mutex_);
    std::erase_if(states_, has_gone);
  }
  std::erase_if(backoffs_, has_gone);
  for (const auto& [name, definition] : catalogue->sources()) {
    if (stop.stop_requested()) return;
    if (!is_due(definition)) continue;
    if (check(definition, stop)) {
      back_off(name);
    } else {
      backoffs_.erase(name);
    }
  }
  sources_.close_idle();
}

/// False while a backoff lasts, unless a login has succeeded meanwhile, and while jobs use all
/// connections, which leaves the last state valid.
bool SourceHealthMonitor::is_due(const model::SourceDefinition& definition) const {
  if (sources_.is_exhausted(definition)) return false;
  const auto backoff = backoffs_.find(definition.name);
  if (backoff == backoffs_.end() || Clock::now() >= backoff->second.until) return true;
  return !sources_.is_login_refused(definition);
}

bool SourceHealthMonitor::check(const model::SourceDefinition& definition,
                                const std::stop_token& stop) {
  const std::string& name = definition.name;
  try {
    const auto begin = Clock::now();
    source::probe(definition, sources_, stop);
    const auto taken = Clock::now() - begin;
    record(name, std::nullopt, std::chrono::duration_cast<std::chrono::milliseconds>(taken));
  } catch (const source::LoginRefused& error) {
    record(name, error);
    return true;
  } catch (const base::Canceled&) {
    // Jobs use all connections of the source: keep its last state.
    if (stop.stop_requested() || sources_.is_exhausted(definition)) return false;
    record(name, base::Error{"no answer in time"});
  } catch (const base::TransientError& error) {
    // A locked SQLite file is reachable.
    if (definition.kind != model::SourceKind::kSqlite) record(name, error);
  } catch (const base::Error& error) {
    record(name, error);
  } catch (const std::exception& error) {
    record(name, base::Error{error.what()});
  }
  return false;
}

/// Adds up to a quarter at random, so that several servers do not retry at the same time.
void SourceHealthMonitor::back_off(const std::string& name) {
  Backoff& backoff = backoffs_[name];
  backoff.delay =
      backoff.delay.count() == 0 ? kMinBackoff : std::min(2 * backoff.delay, kMaxBackoff);
  const auto delay = std::chrono::duration_cast<Clock::duration>(backoff.delay *
                                                                 (1 + base::random_fraction() / 4));
  backoff.until = Clock::now() + delay;
}

void SourceHealthMonitor::record(const std::string& name, const std::optional<base::Error>& error,
                                 std::optional<std::chrono::milliseconds> latency) {
  server::SourceState state{.is_reachable = !error, .latency = latency, .checked_at = clock_.now()};
  if (error) {
    state.reason =
        error->user_message().value_or(base::Message{"source.does_not_answer", {{"source", name}}});
    state.last_fault = state.reason;
    state.detail = error->what();
    state.last_fault_at = state.checked_at;
  }
  bool has_changed = false;
  {
    const std::scoped_lock lock(mutex_);
    const auto [known, is_new] = states_.emplace(name, state);
    has_changed = is_new ? !state.is_reachable
                         : known->second.is_reachable != state.is_reachable ||
                               known->second.reason != state.reason;
    if (!error) {
      state.last_fault = known->second.last_fault;
      state.last_fault_at = known->second.last_fault_at;
    } else {
      state.latency = known->second.latency;
    }
    known->second = std::move(state);
  }
  if (!has_changed) return;
  if (!error) return log_.info("source.reachable", {{"source", name}});
  log_.warning("source.unreachable", {{"source", name}, {"reason", error->what()}});
}

}  // namespace app
