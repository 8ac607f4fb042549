#include "worker/spool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/digest.h"
#include "base/error.h"
#include "worker/private_directory.h"

namespace worker {
namespace {

[[noreturn]] void fail(const std::string& operation, const std::filesystem::path& path, int error) {
  throw base::Error(
      "spool: " + operation + " " + path.string() + ": " + std::generic_category().message(error),
      base::Phrase{"worker.storage"});
}

base::Descriptor opened(const std::filesystem::path& path, int flags) {
  base::Descriptor descriptor(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW));
  if (!descriptor) fail("open", path, errno);
  return descriptor;
}

void sync(const base::Descriptor& descriptor, const std::filesystem::path& path) {
  if (::fsync(descriptor.number()) != 0) fail("sync", path, errno);
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
  const base::Descriptor file = opened(path_, O_RDONLY);
  if (::fchmod(file.number(), 0600) != 0) fail("set the mode of", path_, errno);
  sync(file, path_);
  const std::filesystem::path final_path = directory_ / name_;
  if (::rename(path_.c_str(), final_path.c_str()) != 0) fail("rename", path_, errno);
  published_ = true;
  try {
    sync(opened(directory_, O_RDONLY | O_DIRECTORY), directory_);
  } catch (const base::Error&) {
    ::unlink(final_path.c_str());
    throw;
  }
  return name_;
}

Spool::Spool(std::filesystem::path directory) : directory_(std::move(directory)) {
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

std::optional<job::OpenFile> Spool::open(const std::string& name) const {
  const std::filesystem::path path = directory_ / name;
  base::Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!descriptor) {
    if (errno == ENOENT) return std::nullopt;
    fail("open", path, errno);
  }
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) fail("ask the size of", path, errno);
  return job::OpenFile{std::move(descriptor), status.st_size};
}

bool Spool::has_room() const {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(directory_, error);
  return !error && is_enough(space);
}

bool Spool::is_enough(const std::filesystem::space_info& space) {
  constexpr std::uintmax_t kLeast = std::uintmax_t{1} << 30U;
  return space.available >= kLeast && space.available >= space.capacity / 20;
}

}  // namespace worker
