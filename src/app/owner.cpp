#include "app/owner.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace app {
namespace {

[[noreturn]] void fail(const std::string& operation) {
  throw base::Error(operation + ": " + std::generic_category().message(errno));
}

/// In the child: writes "+" and the result, or "-" and the error, and ends the process without the
/// parent's handlers at exit.
[[noreturn]] void answer(int to, const std::filesystem::path& folder,
                         const std::function<std::string()>& work) {
  std::string text;
  try {
    become_owner(folder);
    text = "+" + work();
  } catch (const std::exception& error) {
    text = std::string{"-"} + error.what();
  }
  const ssize_t written = ::write(to, text.data(), text.size());
  ::_exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
}

std::string read_all(int from) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = ::read(from, buffer.data(), buffer.size());
    if (count > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      return text;
    }
  }
}

}  // namespace

Owner owner_of(const std::filesystem::path& folder) {
  if (folder.empty()) return {::geteuid(), ::getegid()};
  std::filesystem::path existing = std::filesystem::absolute(folder).lexically_normal();
  struct stat status {};
  while (::stat(existing.c_str(), &status) != 0 && existing.has_relative_path())
    existing = existing.parent_path();
  return {status.st_uid, status.st_gid};
}

std::optional<std::string> become_owner(const std::filesystem::path& folder) {
  if (::geteuid() != 0) return std::nullopt;
  const Owner owner = owner_of(folder);
  if (owner.user == 0) return std::nullopt;
  const passwd* user = ::getpwuid(owner.user);
  const std::string name = user == nullptr ? std::to_string(owner.user) : user->pw_name;
  const gid_t group = user == nullptr ? owner.group : user->pw_gid;
  const std::string home = user == nullptr ? "/" : user->pw_dir;
  const bool has_groups =
      user == nullptr ? ::setgroups(1, &group) == 0 : ::initgroups(name.c_str(), group) == 0;
  if (!has_groups || ::setresgid(group, group, group) != 0 ||
      ::setresuid(owner.user, owner.user, owner.user) != 0) {
    return std::nullopt;
  }
  ::setenv("HOME", home.c_str(), 1);  // where database libraries look for their files
  const char* temporary = std::getenv("TMPDIR");
  if (temporary != nullptr && ::access(temporary, W_OK | X_OK) != 0) ::unsetenv("TMPDIR");
  return name;
}

std::string as_owner(const std::filesystem::path& folder,
                     const std::function<std::string()>& work) {
  if (::geteuid() != 0 || owner_of(folder).user == 0) return work();
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
  const base::FileDescriptor from{ends[0]};
  base::FileDescriptor to{ends[1]};
  const pid_t child = ::fork();
  if (child < 0) fail("fork");
  if (child == 0) answer(to.number(), folder, work);
  to = {};
  const std::string text = read_all(from.number());
  ::waitpid(child, nullptr, 0);
  if (text.starts_with('+')) return text.substr(1);
  throw base::Error(text.empty() ? "the process of the server's user ended early" : text.substr(1));
}

}  // namespace app
