#include "app/data_health_check.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>

#include "app/migrations.h"
#include "base/error.h"
#include "base/file_descriptor.h"
#include "database/connection.h"
#include "job/sql.h"
#include "worker/data_directory.h"
#include "worker/file_store.h"

namespace app {
namespace {

using database::Connection;
using database::Mode;
using Level = Finding::Level;
using base::Message;

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr rlim_t kMinDescriptors = 8'192;  // for 4,000 connections, files and sources

/// The integer that the statement of sql/job returns.
std::int64_t query_integer(Connection& connection, std::string_view name) {
  database::Statement statement = job::statement(connection, name);
  statement.step();
  return statement.integer(0);
}

std::int64_t schema_version(Connection& connection) {
  database::Statement statement = connection.prepare("PRAGMA user_version");
  statement.step();
  return statement.integer(0);
}

std::int64_t megabytes(std::uintmax_t bytes) {
  return static_cast<std::int64_t>(bytes) / kMegabyte;
}

/// With one decimal.
std::string megabytes_text(std::uintmax_t bytes) {
  constexpr std::uintmax_t kTenth = kMegabyte / 10;
  const std::uintmax_t tenths = (bytes + kTenth / 2) / kTenth;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

/// Whether locks and syncs may be unreliable there: NFS, SMB, CIFS and FUSE.
bool is_on_network_file_system(const std::filesystem::path& path) {
  constexpr std::array<std::uint32_t, 4> kKinds{0x6969, 0x517B, 0xFF534D42, 0x65735546};
  struct statfs status {};
  return ::statfs(path.c_str(), &status) == 0 &&
         std::ranges::find(kKinds, static_cast<std::uint32_t>(status.f_type)) != kKinds.end();
}

bool is_server_running(const std::filesystem::path& data) {
  const base::FileDescriptor lock(::open((data / "lock").c_str(), O_RDWR | O_CLOEXEC));
  return lock && ::flock(lock.number(), LOCK_EX | LOCK_NB) != 0;
}

}  // namespace

DataHealthCheck::DataHealthCheck(std::filesystem::path data, const base::Clock& clock,
                                 std::uintmax_t disk_reserve)
    : data_(std::move(data)), clock_(clock), disk_reserve_(disk_reserve) {}

Findings DataHealthCheck::findings() {
  findings_.clear();
  check_folder();
  if (findings_.back().level == Level::kError) return findings_;
  check_disk();
  check_database();
  return findings_;
}

Findings DataHealthCheck::quick_findings() {
  findings_.clear();
  check_folder();
  if (findings_.back().level == Level::kError) return findings_;
  check_disk();
  check_clock(worker::DataDirectory::database_in(data_), "recent_time");
  return findings_;
}

WaitingJobs DataHealthCheck::waiting_jobs() const {
  WaitingJobs waiting;
  const std::filesystem::path file = worker::DataDirectory::database_in(data_);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return waiting;
  try {
    Connection connection(file, Mode::kReadOnly);
    database::Statement rows = job::statement(connection, "unfinished_by_data_model");
    while (rows.step()) waiting.emplace(rows.text("data_model"), rows.integer("jobs"));
  } catch (const base::Error&) {
    waiting.clear();  // check_database() reports the error
  }
  return waiting;
}

void DataHealthCheck::check_folder() {
  struct stat status {};
  if (::stat(data_.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
    return add(Level::kError, "data", Message{"app.no_data", {{"path", data_.string()}}});
  }
  if (::access(data_.c_str(), R_OK | W_OK | X_OK) != 0) {
    return add(Level::kError, "data", Message{"app.no_rights", {{"path", data_.string()}}});
  }
  if ((status.st_mode & 077U) != 0) {
    add(Level::kWarning, "data", Message{"app.open_to_others", {{"path", data_.string()}}});
  }
  if (is_on_network_file_system(data_)) add(Level::kWarning, "data", Message{"app.on_network"});
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < kMinDescriptors) {
    add(Level::kWarning, "limits",
        Message{"app.few_descriptors",
                {{"have", static_cast<std::int64_t>(limit.rlim_cur)},
                 {"want", static_cast<std::int64_t>(kMinDescriptors)}}});
  }
  add(Level::kGood, "data", Message{is_server_running(data_) ? "app.served" : "app.not_served"});
}

void DataHealthCheck::check_disk() {
  const std::filesystem::space_info space = std::filesystem::space(data_);
  const bool is_enough = worker::FileStore::is_reserve_free(space, disk_reserve_);
  add(is_enough ? Level::kGood : Level::kError, "disk",
      Message{is_enough ? "app.disk" : "app.disk_full",
              {{"free", megabytes(space.available)}, {"size", megabytes(space.capacity)}}});
}

void DataHealthCheck::check_database() {
  const std::filesystem::path file = worker::DataDirectory::database_in(data_);
  if (!std::filesystem::exists(file)) {
    return add(Level::kWarning, "database", Message{"app.no_database"});
  }
  try {
    Connection connection(file, Mode::kReadOnly);
    const std::int64_t version = schema_version(connection);
    const auto newest = static_cast<std::int64_t>(migrations().size());
    if (version > newest) return add(Level::kError, "database", Message{"database.newer"});
    connection.check_integrity();
    add(Level::kGood, "database",
        Message{version < newest ? "app.database_older" : "app.database",
                {{"jobs", query_integer(connection, "count")},
                 {"megabytes", megabytes_text(std::filesystem::file_size(file))}}});
    const std::int64_t pending = query_integer(connection, "count_pending");
    if (pending > 0 && !is_server_running(data_)) {
      add(Level::kWarning, "jobs", Message{"app.jobs_wait", {{"jobs", pending}}});
    }
  } catch (const base::Error& error) {
    return add(
        Level::kError, "database",
        error.user_message().value_or(Message{"app.unreadable", {{"reason", error.what()}}}));
  }
  check_files(file);
  check_clock(file, "newest_time");
}

void DataHealthCheck::check_files(const std::filesystem::path& database) {
  Connection connection(database, Mode::kReadOnly);
  database::Statement rows = job::statement(connection, "stored_file_sizes");
  std::set<std::string> named;
  std::int64_t missing = 0;
  std::int64_t damaged = 0;
  while (rows.step()) {
    const std::filesystem::path path =
        worker::DataDirectory::files_in(data_) / std::string{rows.text("file")};
    named.insert(path.filename().string());
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) {
      ++missing;
    } else if (static_cast<std::int64_t>(size) != rows.integer("bytes")) {
      ++damaged;
    }
  }
  std::int64_t unknown_files = 0;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(worker::DataDirectory::files_in(data_), error)) {
    if (!named.contains(entry.path().filename().string())) ++unknown_files;
  }
  if (missing > 0) {
    add(Level::kWarning, "files", Message{"app.files_missing", {{"files", missing}}});
  }
  if (damaged > 0) {
    add(Level::kError, "files", Message{"app.files_damaged", {{"files", damaged}}});
  }
  if (unknown_files > 0 && !is_server_running(data_)) {
    add(Level::kWarning, "files", Message{"app.files_unknown", {{"files", unknown_files}}});
  }
  if (missing == 0 && damaged == 0) {
    add(Level::kGood, "files",
        Message{"app.files", {{"files", static_cast<std::int64_t>(named.size())}}});
  }
}

void DataHealthCheck::check_clock(const std::filesystem::path& database,
                                  std::string_view statement) {
  Connection connection(database, Mode::kReadOnly);
  const base::Time newest = base::to_time(query_integer(connection, statement));
  const base::Time now = clock_.now();
  if (newest > now + std::chrono::minutes{5}) {
    return add(
        Level::kWarning, "clock",
        Message{"app.clock_behind",
                {{"now", base::format_rfc3339(now)}, {"stamp", base::format_rfc3339(newest)}}});
  }
  add(Level::kGood, "clock", Message{"app.clock", {{"now", base::format_rfc3339(now)}}});
}

void DataHealthCheck::add(Level level, const char* subject, Message message) {
  findings_.push_back({level, subject, std::move(message)});
}

}  // namespace app
