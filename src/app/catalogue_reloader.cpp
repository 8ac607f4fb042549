#include "app/catalogue_reloader.h"

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

constexpr std::chrono::seconds kPollInterval{1};
constexpr std::chrono::seconds kRecheckInterval{
    30};  // a source may accept later what it rejects now

/// Names, sizes and times of all files of a catalogue. Polled, since inotify reports no changes
/// that other machines make to a network file system.
std::string folder_state(const fs::path& directory) {
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

CatalogueReloader::CatalogueReloader(model::CatalogueHistory& catalogues,
                                     source::SourceRegistry& sources, job::Store& jobs,
                                     const language::MessageCatalog& messages, base::Log& log)
    : catalogues_(catalogues),
      sources_(sources),
      jobs_(jobs),
      messages_(messages),
      log_(log),
      directory_(catalogues.current()->directory()),
      loaded_state_(folder_state(directory_)),
      polled_state_(loaded_state_) {}

void CatalogueReloader::hold_jobs() {
  log_left_out();
  held_models_ = catalogues_.current()->left_out();
  for (const std::string& uid : held_models_) jobs_.hold(uid);
}

void CatalogueReloader::log_left_out() {
  const auto catalogue = catalogues_.current();
  if (catalogue->errors().empty()) return;
  std::string uids;
  for (const std::string& uid : catalogue->left_out()) uids += (uids.empty() ? "" : ",") + uid;
  log_.error("catalogue.incomplete", {{"leftOut", uids}});
  for (const base::Diagnostic& diagnostic : catalogue->errors()) {
    log_.error("catalogue.invalid",
               {{"place", diagnostic.path},
                {"reason", messages_.text(language::Language::kEnglish, diagnostic.reason)}});
  }
}

void CatalogueReloader::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake_up;
    std::unique_lock lock(mutex);
    const auto guarded = [this](const auto& action) {
      try {
        action();
      } catch (const std::exception& error) {
        log_.error("catalogue.read_failed", {{"reason", error.what()}});
      }
    };
    guarded([&] { log_source_errors(stop); });
    while (!wake_up.wait_for(lock, stop, kPollInterval, [&] { return stop.stop_requested(); })) {
      if (stop.stop_requested()) return;
      guarded([this] { poll(); });
    }
  });
}

void CatalogueReloader::log_source_errors(const std::stop_token& stop) {
  const auto found = source::check_catalogue(*catalogues_.current(), sources_, stop);
  if (stop.stop_requested()) return;
  set_faults(found.errors, {});
  for (const base::Diagnostic& diagnostic : found.errors) {
    log_.warning("catalogue.invalid",
                 {{"place", diagnostic.path},
                  {"reason", messages_.text(language::Language::kEnglish, diagnostic.reason)}});
  }
}

void CatalogueReloader::poll() {
  std::string state = folder_state(directory_);
  const bool is_settled = state == polled_state_;
  polled_state_ = std::move(state);
  const bool is_due = !rejected_errors_.empty() &&
                      std::chrono::steady_clock::now() - rejected_at_ > kRecheckInterval;
  if (is_settled && (polled_state_ != loaded_state_ || is_due)) reload();
  resume_jobs();
}

/// After a failure, the next poll tries again.
void CatalogueReloader::resume_jobs() {
  const auto catalogue = catalogues_.current();
  for (auto held = held_models_.begin(); held != held_models_.end();) {
    if (catalogue->left_out().contains(*held)) {
      ++held;
      continue;
    }
    jobs_.resume(*held);
    held = held_models_.erase(held);
  }
}

void CatalogueReloader::reload() {
  loaded_state_ = polled_state_;
  model::Catalogue::Loaded loaded = model::Catalogue::load(directory_);
  const bool loses_none =
      loaded.usable_part &&
      std::ranges::includes(catalogues_.current()->left_out(), loaded.usable_part->left_out());
  if (!loses_none) return reject(loaded.errors);
  auto found = source::check_catalogue(*loaded.usable_part, sources_).errors;
  const auto errors = errors_of_changes(*loaded.usable_part, found);
  if (!errors.empty()) return reject(errors);
  set_faults(std::move(found), {});
  const std::string models = std::to_string(loaded.usable_part->models().size());
  catalogues_.replace(std::move(loaded.usable_part));
  rejected_errors_.clear();
  log_.info("catalogue.reloaded", {{"models", models}});
  log_left_out();
}

std::vector<base::Diagnostic> CatalogueReloader::errors_of_changes(
    const model::Catalogue& next, const std::vector<base::Diagnostic>& errors) {
  const auto current = catalogues_.current();
  std::vector<base::Diagnostic> of_changes;
  for (const base::Diagnostic& diagnostic : errors) {
    const bool is_of_change = std::ranges::any_of(next.models(), [&](const auto& entry) {
      const model::DataModel* before = current->model(entry.first);
      return diagnostic.path.starts_with("models/" + entry.first + ".") &&
             (before == nullptr || before->sha256 != entry.second.sha256);
    });
    if (is_of_change) of_changes.push_back(diagnostic);
  }
  return of_changes;
}

std::vector<base::Diagnostic> CatalogueReloader::faults() const {
  std::vector<base::Diagnostic> faults = catalogues_.current()->errors();
  const std::scoped_lock lock(mutex_);
  for (const auto* more : {&faults_of_current_, &rejected_faults_}) {
    for (const base::Diagnostic& fault : *more) {
      if (std::ranges::find(faults, fault) == faults.end()) faults.push_back(fault);
    }
  }
  return faults;
}

void CatalogueReloader::set_faults(std::vector<base::Diagnostic> of_current,
                                   std::vector<base::Diagnostic> rejected) {
  const std::scoped_lock lock(mutex_);
  faults_of_current_ = std::move(of_current);
  rejected_faults_ = std::move(rejected);
}

void CatalogueReloader::reject(const std::vector<base::Diagnostic>& errors) {
  rejected_at_ = std::chrono::steady_clock::now();
  {
    const std::scoped_lock lock(mutex_);
    rejected_faults_ = errors;
  }
  std::ostringstream text;
  print_diagnostics(text, errors, messages_);
  if (text.str() == rejected_errors_) return;
  rejected_errors_ = text.str();
  for (const base::Diagnostic& diagnostic : errors) {
    log_.error("catalogue.rejected",
               {{"place", diagnostic.path},
                {"reason", messages_.text(language::Language::kEnglish, diagnostic.reason)}});
  }
}

}  // namespace app
