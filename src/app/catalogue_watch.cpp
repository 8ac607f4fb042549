#include "app/catalogue_watch.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <sstream>
#include <stop_token>

#include "app/catalogue_report.h"
#include "source/catalogue_check.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLook{1};
constexpr std::chrono::seconds kTryAgain{30};  // what a source does not take now, it may later

/// Names, sizes and times of all that a catalogue is read from. Looked at instead of being told:
/// folders that are mounted from elsewhere tell nothing.
std::string state_of(const fs::path& directory) {
  std::map<std::string, std::string> files;
  const auto add = [&](const fs::path& path) {
    std::error_code missing;
    const auto time = fs::last_write_time(path, missing).time_since_epoch().count();
    const auto size = fs::is_regular_file(path, missing) ? fs::file_size(path, missing) : 0;
    files[path.string()] = std::to_string(time) + " " + std::to_string(size);
  };
  add(directory / "organizations.json");
  for (const char* folder : {"models", "sources", "branding"}) {
    std::error_code missing;
    constexpr auto kFollow = fs::directory_options::follow_directory_symlink;
    for (fs::recursive_directory_iterator at{directory / folder, kFollow, missing}, end;
         !missing && at != end; at.increment(missing)) {
      add(at->path());
    }
  }
  std::string state;
  for (const auto& [path, words] : files) state += path + " " + words + "\n";
  return state;
}

}  // namespace

CatalogueWatch::CatalogueWatch(model::CatalogueHistory& catalogues, source::SourceRegistry& sources,
                               const language::MessageCatalog& messages, base::Log& log)
    : catalogues_(catalogues),
      sources_(sources),
      messages_(messages),
      log_(log),
      directory_(catalogues.current()->directory()),
      read_state_(state_of(directory_)),
      looked_state_(read_state_) {}

void CatalogueWatch::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any passed;
    std::unique_lock hold(mutex);
    const auto guarded = [this](const auto& action) {
      try {
        action();
      } catch (const std::exception& error) {
        log_.error("catalogue.unread", {{"reason", error.what()}});
      }
    };
    guarded([&] { tell_faults(stop); });
    while (!passed.wait_for(hold, stop, kLook, [&] { return stop.stop_requested(); })) {
      if (stop.stop_requested()) return;
      guarded([this] { look(); });
    }
  });
}

void CatalogueWatch::tell_faults(const std::stop_token& stop) {
  const auto found = source::check_catalogue(*catalogues_.current(), sources_, stop);
  if (stop.stop_requested()) return;
  for (const base::Diagnostic& diagnostic : found.errors) {
    log_.warning("catalogue.fault",
                 {{"place", diagnostic.path},
                  {"reason", messages_.text(language::Language::kEnglish, diagnostic.reason)}});
  }
}

void CatalogueWatch::look() {
  std::string state = state_of(directory_);
  const bool is_settled = state == looked_state_;
  looked_state_ = std::move(state);
  const bool is_due =
      !refused_.empty() && std::chrono::steady_clock::now() - refused_at_ > kTryAgain;
  if (is_settled && (looked_state_ != read_state_ || is_due)) read();
}

void CatalogueWatch::read() {
  read_state_ = looked_state_;
  model::Catalogue::Loaded loaded = model::Catalogue::load(directory_);
  if (!loaded.catalogue) return refuse(loaded.errors);
  const auto errors = errors_of_changes(*loaded.catalogue);
  if (!errors.empty()) return refuse(errors);
  const std::string models = std::to_string(loaded.catalogue->models().size());
  catalogues_.replace(std::move(loaded.catalogue));
  refused_.clear();
  log_.info("catalogue.reloaded", {{"models", models}});
}

std::vector<base::Diagnostic> CatalogueWatch::errors_of_changes(const model::Catalogue& next) {
  const auto current = catalogues_.current();
  std::vector<base::Diagnostic> errors;
  for (base::Diagnostic& diagnostic : source::check_catalogue(next, sources_).errors) {
    const bool is_of_change = std::ranges::any_of(next.models(), [&](const auto& entry) {
      const model::DataModel* before = current->model(entry.first);
      return diagnostic.path.starts_with("models/" + entry.first + ".") &&
             (before == nullptr || before->sha256 != entry.second.sha256);
    });
    if (is_of_change) errors.push_back(std::move(diagnostic));
  }
  return errors;
}

void CatalogueWatch::refuse(const std::vector<base::Diagnostic>& errors) {
  refused_at_ = std::chrono::steady_clock::now();
  std::ostringstream text;
  print(text, errors, messages_);
  if (text.str() == refused_) return;
  refused_ = text.str();
  for (const base::Diagnostic& diagnostic : errors) {
    log_.error("catalogue.refused",
               {{"place", diagnostic.path},
                {"reason", messages_.text(language::Language::kEnglish, diagnostic.reason)}});
  }
}

}  // namespace app
