#pragma once

namespace app {

/// Runs the program: reads the command line, the configuration file and the environment, runs the
/// command, and returns the process's exit code. Reports errors on standard error.
int run(int argc, const char* const argv[]);

}  // namespace app
