#include "app/serve_check.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>
#include <vector>

#include "app/server_settings.h"
#include "base/error.h"
#include "model/catalogue.h"
#include "source/source_registry.h"

namespace app {
namespace {

using base::Message;
using Level = Finding::Level;

constexpr std::chrono::days kExpiryWarning{30};

Message reason_of(const base::Error& error) {
  return error.user_message().value_or(Message{"app.config_refused", {{"reason", error.what()}}});
}

bool has_mode(const std::filesystem::path& path, mode_t mode) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & mode) != 0;
}

Finding check_addresses(const ServeSettings& settings) {
  try {
    std::string list;
    for (const server::Address& address : server_settings(settings).addresses) {
      list += (list.empty() ? "" : ", ") + address.host + ":" + std::to_string(address.port);
    }
    return {Level::kGood, "listen", Message{"app.listen", {{"addresses", list}}}};
  } catch (const base::Error& error) {
    return {Level::kError, "listen", reason_of(error)};
  }
}

Findings check_tls(const server::Tls::Files& files, base::Time now) {
  const std::string subject = "tls-certificate";
  Findings findings;
  try {
    const base::Time end = server::certificate_expiry(files);
    const auto days = std::chrono::floor<std::chrono::days>(end - now).count();
    const Message::Argument date = base::format_rfc3339(end).substr(0, 10);
    if (end <= now) {
      findings.push_back({Level::kError, subject, Message{"app.tls_expired", {{"date", date}}}});
    } else if (end - now < kExpiryWarning) {
      findings.push_back({Level::kWarning, subject,
                          Message{"app.tls_expires",
                                  {{"date", date}, {"days", static_cast<std::int64_t>(days)}}}});
    } else {
      findings.push_back({Level::kGood, subject, Message{"app.tls_valid", {{"date", date}}}});
    }
  } catch (const base::Error& error) {
    findings.push_back({Level::kError, subject, reason_of(error)});
  }
  if (has_mode(files.key, S_IROTH | S_IWOTH)) {
    findings.push_back(
        {Level::kWarning, "tls-key", Message{"app.tls_key_open", {{"path", files.key}}}});
  }
  return findings;
}

/// The nearest folder above a path that exists.
std::filesystem::path existing_parent(const std::filesystem::path& path) {
  std::filesystem::path folder = std::filesystem::absolute(path).lexically_normal();
  std::error_code ignored;
  while (folder.has_relative_path() && !std::filesystem::exists(folder, ignored))
    folder = folder.parent_path();
  return folder;
}

Finding check_data(const std::filesystem::path& data) {
  const std::filesystem::path folder = existing_parent(data);
  const Message::Argument path = folder.string();
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
    return {Level::kError, "data", Message{"app.no_rights", {{"path", path}}}};
  const bool is_there = std::filesystem::is_directory(data);
  if (!is_there && folder == std::filesystem::absolute(data).lexically_normal())
    return {Level::kError, "data", Message{"app.data_not_folder", {{"path", path}}}};
  if (is_there && has_mode(data, S_IRWXG | S_IRWXO))
    return {Level::kWarning, "data", Message{"app.open_to_others", {{"path", path}}}};
  return {Level::kGood, "data", Message{is_there ? "app.data" : "app.data_new"}};
}

std::optional<Finding> probe(const model::SourceDefinition& source,
                             source::SourceRegistry& sources) {
  const std::string subject = "source " + source.name;
  try {
    source::probe(source, sources, {});
    return Finding{Level::kGood, subject, Message{"app.source_answers"}};
  } catch (const base::TransientError& error) {
    if (source.kind == model::SourceKind::kSqlite)  // locked, so it is there
      return Finding{Level::kGood, subject, Message{"app.source_answers"}};
    return Finding{Level::kWarning, subject, reason_of(error)};
  } catch (const base::Canceled&) {
    return Finding{Level::kWarning, subject,
                   Message{"source.does_not_answer", {{"source", source.name}}}};
  } catch (const base::Error& error) {
    return Finding{Level::kWarning, subject, reason_of(error)};
  }
}

/// All at once: one that does not answer delays no other.
Findings probe_sources(const model::Catalogue& catalogue) {
  source::SourceRegistry sources;
  std::vector<std::optional<Finding>> results(catalogue.sources().size());
  {
    std::vector<std::jthread> threads;
    auto result = results.begin();
    for (const auto& [name, source] : catalogue.sources()) {
      threads.emplace_back(
          [&sources, &to = *result, &source = source] { to = probe(source, sources); });
      ++result;
    }
  }
  Findings findings;
  for (auto& result : results) {
    if (result) findings.push_back(*std::move(result));
  }
  return findings;
}

Findings check_catalogue(const std::filesystem::path& directory, SourceProbes probes) {
  Findings findings;
  const model::Catalogue::Loaded loaded = model::Catalogue::load(directory);
  const Level level = loaded.usable_part ? Level::kWarning : Level::kError;
  for (const base::Diagnostic& error : loaded.errors)
    findings.push_back({level, error.path, error.reason});
  if (!loaded.usable_part) return findings;
  if (findings.empty()) {
    const auto models = static_cast<std::int64_t>(loaded.usable_part->models().size());
    findings.push_back({Level::kGood, "catalogue", Message{"app.catalogue", {{"models", models}}}});
  }
  if (probes == SourceProbes::kYes)
    std::ranges::move(probe_sources(*loaded.usable_part), std::back_inserter(findings));
  return findings;
}

}  // namespace

Findings check_serve_settings(const ServeSettings& settings, const base::Clock& clock,
                              SourceProbes probes) {
  Findings findings{check_addresses(settings)};
  if (!settings.tls.certificate.empty() && !settings.tls.key.empty())
    std::ranges::move(check_tls(settings.tls, clock.now()), std::back_inserter(findings));
  if (!settings.data.empty()) findings.push_back(check_data(settings.data));
  if (!settings.catalogue.empty())
    std::ranges::move(check_catalogue(settings.catalogue, probes), std::back_inserter(findings));
  return findings;
}

}  // namespace app
