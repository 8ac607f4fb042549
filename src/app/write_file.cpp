#include "app/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace app {

void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  const std::filesystem::path unfinished = file.string() + ".new";
  std::ofstream stream{unfinished, std::ios::binary | std::ios::trunc};
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw base::Error(file.string() + ": cannot be written");
  std::filesystem::rename(unfinished, file);
}

void write_private_file(const std::filesystem::path& file, std::string_view bytes, gid_t group) {
  std::filesystem::create_directories(file.parent_path());
  const std::filesystem::path unfinished = file.string() + ".new";
  std::filesystem::remove(unfinished);
  {
    const base::FileDescriptor descriptor{
        ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
    const bool is_given =
        descriptor && (::geteuid() != 0 || ::fchown(descriptor.number(), 0, group) == 0);
    if (!is_given || ::fchmod(descriptor.number(), 0640) != 0 ||
        ::write(descriptor.number(), bytes.data(), bytes.size()) !=
            static_cast<ssize_t>(bytes.size()) ||
        ::fsync(descriptor.number()) != 0) {
      throw base::Error(file.string() + ": cannot be written");
    }
  }
  std::filesystem::rename(unfinished, file);
}

}  // namespace app
