#include "app/command/support_bundle.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "app/version.h"
#include "base/cpu_slots.h"
#include "base/error.h"
#include "base/file_descriptor.h"
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
  const std::int64_t memory =
      std::int64_t{::sysconf(_SC_PHYS_PAGES)} * std::int64_t{::sysconf(_SC_PAGESIZE)};
  return Value::object({{"kernel", std::string{system.sysname} + " " + system.release},
                        {"machine", std::string{system.machine}},
                        {"cores", base::usable_cores()},
                        {"memoryBytes", memory},
                        {"descriptors", static_cast<std::int64_t>(limit.rlim_cur)}});
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
    return Value::object({{"version", version.integer(0)},
                          {"bytes", static_cast<std::int64_t>(std::filesystem::file_size(file))},
                          {"jobs", count_jobs(connection)},
                          {"failures", list_failures(connection)}});
  } catch (const base::Error&) {
    return nullptr;  // the findings say why it cannot be read
  }
}

Value describe_catalogue(const std::filesystem::path& directory) {
  if (directory.empty()) return nullptr;
  const auto loaded = model::Catalogue::load(directory);
  Value::Array models;
  for (const auto& [uid, model] : loaded.valid_part->models()) {
    models.push_back(Value::object({{"uid", uid},
                                    {"version", model.version},
                                    {"sha256", model.sha256},
                                    {"source", model.source}}));
  }
  return Value::object({{"dataModels", std::move(models)},
                        {"faults", static_cast<std::int64_t>(loaded.errors.size())}});
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
  const Value bundle = Value::object({{"program", product_name()},
                                      {"createdAt", base::format_rfc3339(clock.now())},
                                      {"system", describe_system()},
                                      {"findings", describe_findings(findings, messages)},
                                      {"database", describe_database(settings.data)},
                                      {"catalogue", describe_catalogue(settings.catalogue)}});
  write_new_file(settings.bundle, json::write_indented(bundle) + "\n");
}

}  // namespace app
