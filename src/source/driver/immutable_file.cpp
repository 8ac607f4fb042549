#include "source/driver/immutable_file.h"

#include <fstream>

#include "base/error.h"

namespace source {
namespace {

bool is_same(const timespec& a, const timespec& b) {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         is_same(a.st_mtim, b.st_mtim) && is_same(a.st_ctim, b.st_ctim);
}

bool has_bytes(const std::filesystem::path& path) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(path, missing);
  return !missing && size > 0;
}

/// SQLite keeps the -wal file beside the database file itself, not beside a link to it.
std::filesystem::path real_path(const std::filesystem::path& path) {
  std::error_code missing;
  std::filesystem::path found = std::filesystem::canonical(path, missing);
  return missing ? path : found;  // SQLite reports a missing file
}

/// Whether a rollback journal is in use: one that is kept for its next use begins with a zero byte
/// (SQLite's file format, "The Rollback Journal").
bool is_hot_journal(const std::filesystem::path& path) {
  if (!has_bytes(path)) return false;
  std::ifstream stream(path, std::ios::binary);
  return stream.get() != 0;
}

}  // namespace

ImmutableFile::ImmutableFile(const model::SourceDefinition& definition)
    : path_(real_path(definition.path)), source_(definition.name), status_(status()) {
  require_nothing_beside();
}

void ImmutableFile::check() const {
  require_nothing_beside();
  if (is_same(status(), status_)) return;
  throw base::Error("source " + source_ + ": " + path_.string() +
                        " is declared immutable, and was changed while it was read",
                    base::Message{"source.immutable_changed", {{"source", source_}}});
}

struct stat ImmutableFile::status() const {
  struct stat status {};
  ::stat(path_.c_str(), &status);  // SQLite reports a missing file
  return status;
}

void ImmutableFile::require_nothing_beside() const {
  for (const char* const end : {"-wal", "-journal"}) {
    const std::filesystem::path beside = path_.string() + end;
    const bool has_changes =
        end == std::string_view{"-wal"} ? has_bytes(beside) : is_hot_journal(beside);
    if (!has_changes) continue;
    throw base::Error("source " + source_ + ": " + path_.string() + " is declared immutable, and " +
                          beside.string() + " holds changes",
                      base::Message{"source.immutable_has_changes",
                                    {{"source", source_}, {"end", std::string{end}}}});
  }
}

}  // namespace source
