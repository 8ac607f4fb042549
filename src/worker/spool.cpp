#include "worker/spool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/digest.h"
#include "base/error.h"
#include "base/durability.h"
#include "worker/private_directory.h"

namespace worker {
namespace {

[[noreturn]] void fail(const std::string& operation, const std::filesystem::path& path, int error) {
  throw base::Error(
      "spool: " + operation + " " + path.string() + ": " + std::generic_category().message(error),
      base::Message{"worker.storage"});
}

/// What fails is told to people in words of ours.
template <class Action>
void explained(const Action& action) {
  try {
    action();
  } catch (const base::Error& error) {
    throw base::Error("spool: " + std::string{error.what()}, base::Message{"worker.storage"});
  }
}

constexpr std::size_t kRandomBytes = 16;

}  // namespace

Spool::Draft::Draft(const std::filesystem::path& directory)
    : directory_(directory),
      name_(base::hex(base::random_bytes(kRandomBytes))),
      path_(directory / (name_ + ".part")) {}

Spool::Draft::~Draft() {
  if (!published_) ::unlink(path_.c_str());
}

std::string Spool::Draft::publish() {
  if (::chmod(path_.c_str(), 0600) != 0) fail("set the mode of", path_, errno);
  explained([&] { base::fsync_path(path_); });
  const std::filesystem::path final_path = directory_ / name_;
  if (::rename(path_.c_str(), final_path.c_str()) != 0) fail("rename", path_, errno);
  published_ = true;
  try {
    explained([&] { base::fsync_path(directory_); });
  } catch (const base::Error&) {
    ::unlink(final_path.c_str());
    throw;
  }
  return name_;
}

Spool::Spool(std::filesystem::path directory, std::uintmax_t reserve)
    : directory_(std::move(directory)), reserve_(reserve) {
  make_private_directory(directory_);
}

std::size_t Spool::sweep(const std::set<std::string>& kept) const {
  std::size_t removed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    if (kept.contains(entry.path().filename().string())) continue;
    std::filesystem::remove_all(entry.path());
    ++removed;
  }
  return removed;
}

void Spool::remove(const std::string& name) const {
  const std::filesystem::path path = directory_ / name;
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("remove", path, errno);
}

std::optional<job::OpenFile> Spool::open(const std::string& name, std::int64_t bytes) const {
  const std::filesystem::path path = directory_ / name;
  // Whoever lays something else in a file's place, such as a pipe, keeps nobody waiting.
  base::FileDescriptor descriptor(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!descriptor) {
    if (errno == ENOENT || errno == ELOOP) return std::nullopt;
    fail("open", path, errno);
  }
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) fail("ask the size of", path, errno);
  if (!S_ISREG(status.st_mode) || status.st_size != bytes) return std::nullopt;
  return job::OpenFile{std::move(descriptor), bytes};
}

bool Spool::has_free_space() const { return is_free(reserve_); }

bool Spool::is_critically_full() const { return !is_free(reserve_ / 2); }

job::DiskSpace Spool::space() const {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(directory_, error);
  return error ? job::DiskSpace{} : job::DiskSpace{space.capacity, space.available};
}

bool Spool::is_free(std::uintmax_t bytes) const {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(directory_, error);
  return !error && is_enough(space, bytes);
}

bool Spool::is_enough(const std::filesystem::space_info& space, std::uintmax_t reserve) {
  // A twentieth of the disk for a reserve of the usual size, less for a smaller one.
  const std::uintmax_t share = space.capacity / 20;
  const std::uintmax_t least = reserve >= kReserve ? std::max(reserve, share) : reserve;
  return space.available >= least;
}

}  // namespace worker
