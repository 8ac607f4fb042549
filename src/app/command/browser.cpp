#include "app/command/browser.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "base/digest.h"
#include "base/error.h"
#include "base/file_descriptor.h"

namespace app {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

/// A program on a desktop, or the one that the user has chosen; empty without either.
std::string browser_program() {
  const std::string chosen = environment("BROWSER");
  if (!chosen.empty()) return chosen;
  const bool has_desktop =
      !environment("DISPLAY").empty() || !environment("WAYLAND_DISPLAY").empty();
  return has_desktop ? "xdg-open" : std::string{};
}

/// In the user's own folder for such files, if there is one.
std::filesystem::path new_file() {
  const std::string runtime = environment("XDG_RUNTIME_DIR");
  const std::filesystem::path folder =
      runtime.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path{runtime};
  return folder / ("gormic-bi-" + base::hex(base::random_bytes(8)) + ".html");
}

/// The URL's characters mean nothing in HTML, except '&'.
std::string escape_html(std::string_view url) {
  std::string text;
  for (const char c : url) {
    if (c == '&') {
      text += "&amp;";
    } else if (c == '"' || c == '<' || c == '>') {
      throw base::Error("the address " + std::string{url} + " is no URL");
    } else {
      text += c;
    }
  }
  return text;
}

void write_redirect(const std::filesystem::path& file, std::string_view text) {
  const base::FileDescriptor descriptor{
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (!descriptor ||
      ::write(descriptor.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw base::Error("write " + file.string() + ": " + std::generic_category().message(errno));
  }
}

}  // namespace

Browser::Browser(const std::string& url) : file_(new_file()) {
  const std::string address = escape_html(url);
  write_redirect(file_,
                 "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Gormic BI</title>\n"
                 "<meta name=\"referrer\" content=\"no-referrer\">\n"
                 "<meta http-equiv=\"refresh\" content=\"0; url=" +
                     address + "\">\n<a href=\"" + address + "\">Gormic BI</a>\n");
}

Browser::~Browser() {
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

bool Browser::start() const {
  const std::string program = browser_program();
  if (program.empty()) return false;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string name = program;
  std::string file = file_.string();
  char* const arguments[] = {name.data(), file.data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return error == 0;
}

}  // namespace app
