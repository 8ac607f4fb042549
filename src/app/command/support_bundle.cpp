#include "app/command/support_bundle.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "app/version.h"
#include "base/cpu_slots.h"
#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/utf8.h"
#include "database/connection.h"
#include "job/sql.h"
#include "json/write.h"
#include "model/catalogue.h"
#include "worker/data_directory.h"

namespace app {
namespace {

using json::Value;

Value describe_system() {
  utsname system{};
  static_cast<void>(::uname(&system));
  rlimit limit{};
  static_cast<void>(::getrlimit(RLIMIT_NOFILE, &limit));
  std::array<char, 64> libc{};
  static_cast<void>(::confstr(_CS_GNU_LIBC_VERSION, libc.data(), libc.size()));
  const std::int64_t memory =
      std::int64_t{::sysconf(_SC_PHYS_PAGES)} * std::int64_t{::sysconf(_SC_PAGESIZE)};
  return Value::object({{"kernel", std::string{system.sysname} + " " + system.release},
                        {"machine", std::string{system.machine}},
                        {"libc", std::string{libc.data()}},
                        {"cores", base::usable_cores()},
                        {"memoryBytes", memory},
                        {"descriptors", static_cast<std::int64_t>(limit.rlim_cur)}});
}

/// The process that holds the lock of the data folder (proc(5), /proc/locks); 0: none is seen.
long lock_holder(const std::filesystem::path& data) {
  struct stat status {};
  if (::stat((data / "lock").c_str(), &status) != 0) return 0;
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string mode;
    std::string access;
    std::string file;
    long process = 0;
    if (!(words >> number >> kind >> mode >> access >> process >> file)) continue;
    if (kind == "FLOCK" && file.ends_with(":" + std::to_string(status.st_ino))) return process;
  }
  return 0;
}

/// What the log of the running server is written to: a path, "pipe:[1]" or, with systemd's
/// journal, "socket:[1]" (proc(5)).
std::string log_target(const std::string& process) {
  std::error_code unreadable;
  return std::filesystem::read_symlink(process + "/fd/2", unreadable).string();
}

/// The options of the running server's command line, which never has secrets.
Value describe_server(const std::filesystem::path& data) {
  const long holder = lock_holder(data);
  if (holder <= 0) return nullptr;
  const std::string process = "/proc/" + std::to_string(holder);
  std::ifstream command(process + "/cmdline");
  Value::Array words;
  for (std::string word; std::getline(command, word, '\0');) {
    words.push_back(base::sanitize_utf8(word));
  }
  if (words.empty()) return nullptr;
  return Value::object({{"commandLine", std::move(words)},
                        {"standardError", base::sanitize_utf8(log_target(process))}});
}

Value describe_findings(const Findings& findings, const language::MessageCatalog& messages) {
  Value::Array list;
  for (const Finding& finding : findings) {
    list.push_back(
        Value::object({{"level", level_name(finding.level)},
                       {"subject", finding.subject},
                       {"message", messages.text(language::Language::kEnglish, finding.message)}}));
  }
  return list;
}

Value count_jobs(database::Connection& connection) {
  Value counts = Value::object();
  database::Statement rows = job::statement(connection, "count_by_status");
  while (rows.step()) counts.add(std::string{rows.text("status")}, rows.integer("jobs"));
  return counts;
}

Value list_failures(database::Connection& connection) {
  Value::Array failures;
  database::Statement rows = job::statement(connection, "recent_failures");
  while (rows.step()) {
    failures.push_back(
        Value::object({{"dataModel", rows.text("data_model")},
                       {"code", rows.optional_text("failure_code").value_or("")},
                       {"attempt", rows.integer("attempt")},
                       {"at", base::format_rfc3339(base::to_time(rows.integer("finished_at")))}}));
  }
  return failures;
}

Value describe_database(const std::filesystem::path& data) {
  const std::filesystem::path file = worker::DataDirectory::database_in(data);
  std::error_code missing;
  if (!std::filesystem::exists(file, missing)) return nullptr;
  try {
    database::Connection connection(file, database::Mode::kReadOnly);
    database::Statement version = connection.prepare("PRAGMA user_version");
    version.step();
    database::Statement library = connection.prepare("SELECT sqlite_version()");
    library.step();
    return Value::object({{"version", version.integer(0)},
                          {"sqlite", std::string{library.text(0)}},
                          {"bytes", static_cast<std::int64_t>(std::filesystem::file_size(file))},
                          {"jobs", count_jobs(connection)},
                          {"failures", list_failures(connection)}});
  } catch (const base::Error&) {
    return nullptr;  // the findings say why it cannot be read
  }
}

bool is_catalogue_fault(const Finding& finding) {
  return finding.level == Finding::Level::kError &&
         (finding.subject.ends_with(".json") || finding.subject.ends_with(".sql"));
}

Value describe_catalogue(const std::filesystem::path& directory, const Findings& findings) {
  if (directory.empty()) return nullptr;
  const auto loaded = model::Catalogue::load(directory);
  Value::Array models;
  for (const auto& [uid, model] : loaded.valid_part->models()) {
    models.push_back(Value::object({{"uid", uid},
                                    {"version", model.version},
                                    {"sha256", model.sha256},
                                    {"source", model.source}}));
  }
  return Value::object(
      {{"dataModels", std::move(models)},
       {"faults", static_cast<std::int64_t>(std::ranges::count_if(findings, is_catalogue_fault))}});
}

void write_new_file(const std::filesystem::path& file, std::string_view text) {
  const base::FileDescriptor descriptor{
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!descriptor ||
      ::write(descriptor.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw base::Error("--bundle " + file.string() + ": " + std::generic_category().message(errno));
  }
}

}  // namespace

void write_support_bundle(const DoctorSettings& settings, const Findings& findings,
                          const language::MessageCatalog& messages, const base::Clock& clock) {
  const Value bundle = Value::object(
      {{"program", product_name()},
       {"createdAt", base::format_rfc3339(clock.now())},
       {"readme", messages.text(language::Language::kEnglish, base::Message{"app.bundle_log"})},
       {"system", describe_system()},
       {"server", describe_server(settings.data)},
       {"findings", describe_findings(findings, messages)},
       {"database", describe_database(settings.data)},
       {"catalogue", describe_catalogue(settings.catalogue, findings)}});
  write_new_file(settings.bundle, json::write_indented(bundle) + "\n");
}

}  // namespace app
