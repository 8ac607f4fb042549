#include "worker/upgrade.h"

#include <unistd.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "base/durability.h"
#include "base/error.h"
#include "base/parse_integer.h"
#include "database/connection.h"
#include "database/migration.h"
#include "job/sql.h"
#include "worker/data_directory.h"
#include "worker/private_directory.h"

namespace worker {
namespace {

namespace fs = std::filesystem;
using database::Connection;
using database::Mode;

/// Removed with all that is in it.
class TrialFolder {
 public:
  explicit TrialFolder(const fs::path& data)
      : path_(data / ("upgrade-trial-" + std::to_string(::getpid()))) {
    make_private_directory(path_);
  }
  ~TrialFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TrialFolder(const TrialFolder&) = delete;
  TrialFolder& operator=(const TrialFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  const fs::path path_;
};

std::set<std::string, std::less<>> job_ids(const fs::path& database) {
  Connection connection(database, Mode::kReadOnly);
  database::Statement rows = job::statement(connection, "ids");
  std::set<std::string, std::less<>> ids;
  while (rows.step()) ids.emplace(rows.text("id"));
  return ids;
}

/// "table jobs", and so on.
std::set<std::string, std::less<>> schema_names(Connection& connection) {
  database::Statement rows = connection.prepare(
      "SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  std::set<std::string, std::less<>> names;
  while (rows.step()) names.emplace(rows.text(0));
  return names;
}

/// Moves what the write-ahead log has into the file, so that the file alone is the database.
void complete_file(const fs::path& database) {
  {
    Connection connection(database, Mode::kReadWrite);
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  for (const char* suffix : {"-wal", "-shm"}) {
    std::error_code missing;
    if (fs::file_size(database.string() + suffix, missing) > 0 && !missing)
      throw base::Error(database.string() + ": another process has it open");
    fs::remove(database.string() + suffix);
  }
}

void set_files_aside(const fs::path& data, const std::vector<JobSinceUpgrade>& jobs) {
  const fs::path aside = files_after_upgrade(data);
  const fs::path files = DataDirectory::files_in(data);
  for (const JobSinceUpgrade& job : jobs) {
    if (job.file.empty() || !fs::exists(files / job.file)) continue;
    make_private_directory(aside);
    fs::rename(files / job.file, aside / job.file);
  }
  if (!fs::exists(aside)) return;
  base::fsync_path(aside);
  base::fsync_path(files);
}

}  // namespace

bool try_migration(const fs::path& data, const std::vector<std::string_view>& migrations) {
  const fs::path database = DataDirectory::database_in(data);
  if (!fs::exists(database)) return false;
  const TrialFolder folder(data);
  const fs::path copy = folder.path() / database.filename();
  Connection(database, Mode::kReadOnly).vacuum_into(copy);
  Connection connection(copy, Mode::kReadWrite);
  connection.check_integrity();
  database::migrate(connection, migrations, copy);
  connection.check_integrity();
  const fs::path fresh = folder.path() / "new.db";
  Connection standard(fresh, Mode::kReadWrite);
  database::migrate(standard, migrations, fresh);
  const auto names = schema_names(connection);
  for (const std::string& name : schema_names(standard)) {
    if (!names.contains(name)) throw base::Error(database.string() + " has no " + name);
  }
  return true;
}

std::vector<UpgradeCopy> upgrade_copies(const fs::path& data) {
  const std::string prefix = DataDirectory::database_in(data).filename().string() + ".version-";
  std::vector<UpgradeCopy> copies;
  for (const fs::directory_entry& entry : fs::directory_iterator(data)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const auto version =
        base::parse_integer<std::int64_t>(std::string_view{name}.substr(prefix.size()));
    if (version) copies.push_back({entry.path(), *version});
  }
  std::ranges::sort(copies, std::greater{}, &UpgradeCopy::version);
  return copies;
}

std::vector<JobSinceUpgrade> jobs_since(const fs::path& data, const UpgradeCopy& copy) {
  const fs::path database = DataDirectory::database_in(data);
  if (!fs::exists(database)) return {};
  const auto before = job_ids(copy.file);
  Connection connection(database, Mode::kReadOnly);
  database::Statement rows = job::statement(connection, "identities");
  std::vector<JobSinceUpgrade> since;
  while (rows.step()) {
    if (before.contains(rows.text("id"))) continue;
    since.push_back({.id = std::string{rows.text("id")},
                     .data_model = std::string{rows.text("data_model")},
                     .status = std::string{rows.text("status")},
                     .submitted_at = base::to_time(rows.integer("submitted_at")),
                     .file = rows.optional_text("file").value_or("")});
  }
  return since;
}

fs::path files_after_upgrade(const fs::path& data) { return data / "files-after-upgrade"; }

fs::path undo_upgrade(const fs::path& data, const UpgradeCopy& copy,
                      const std::vector<JobSinceUpgrade>& jobs, base::Time now) {
  DataDirectory directory(data);
  directory.lock_exclusive();
  const fs::path database = directory.database();
  const fs::path kept = database.string() + ".after-upgrade-" + base::format_rfc3339(now);
  set_files_aside(data, jobs);
  if (fs::exists(database)) {
    complete_file(database);
    base::rename_durably(database, kept);
  }
  Connection(copy.file, Mode::kReadOnly).vacuum_into(database);
  return kept;
}

}  // namespace worker
