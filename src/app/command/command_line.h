#pragma once

namespace app {

/// The whole program: reads the command line, the configuration file and the environment, runs the
/// command, and returns the process's exit code. Errors become one line on standard error.
int run(int argc, const char* const argv[]);

}  // namespace app
