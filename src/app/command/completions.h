#pragma once

#include <string>

namespace CLI {
class App;
}

namespace app {

/// Scripts that complete commands, flags, their choices and file names, from the help texts.
[[nodiscard]] std::string bash_completion(const CLI::App& root);
[[nodiscard]] std::string zsh_completion(const CLI::App& root);

}  // namespace app
