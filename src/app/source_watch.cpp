#include "app/source_watch.h"

#include <algorithm>
#include <condition_variable>
#include <exception>

#include "base/error.h"
#include "source/probe.h"

namespace app {
namespace {

constexpr std::chrono::seconds kLook{15};
constexpr std::chrono::seconds kSoon{3};  // while one is silent

}  // namespace

SourceWatch::SourceWatch(const model::Catalogues& catalogues, source::Sources& sources,
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

std::map<std::string, bool> SourceWatch::states() const {
  const std::scoped_lock hold(mutex_);
  return states_;
}

bool SourceWatch::all_answer() const {
  const std::scoped_lock hold(mutex_);
  return std::ranges::all_of(states_, [](const auto& state) { return state.second; });
}

void SourceWatch::look(const std::stop_token& stop) {
  const auto catalogue = catalogues_.current();
  {
    const std::scoped_lock hold(mutex_);
    std::erase_if(states_,
                  [&](const auto& state) { return catalogue->source(state.first) == nullptr; });
  }
  for (const auto& [name, definition] : catalogue->sources()) {
    if (sources_.is_exhausted(definition)) continue;  // by jobs: it is as it was
    try {
      source::probe(definition, sources_, stop);
      note(name, true, "");
    } catch (const base::Transient& error) {
      // A file that somebody has locked is there.
      if (definition.kind != model::SourceKind::kSqlite) note(name, false, error.what());
    } catch (const base::Stopped&) {
      if (stop.stop_requested()) return;
      note(name, false, "no answer in time");
    } catch (const std::exception& error) {
      note(name, false, error.what());
    }
  }
}

void SourceWatch::note(const std::string& name, bool answers, const char* reason) {
  bool has_changed = false;
  {
    const std::scoped_lock hold(mutex_);
    const auto [state, is_new] = states_.emplace(name, answers);
    has_changed = is_new ? !answers : state->second != answers;
    state->second = answers;
  }
  if (!has_changed) return;
  if (answers) return log_.info("source.answers", {{"source", name}});
  log_.warning("source.silent", {{"source", name}, {"reason", reason}});
}

}  // namespace app
