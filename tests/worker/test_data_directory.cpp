#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "worker/data_directory.h"

TEST_CASE("the data directory is created private to its user") {
  const TempDir temp_dir;
  const auto path = temp_dir.path() / "one" / "data";
  const worker::DataDirectory data(path);
  CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::all) ==
        std::filesystem::perms::owner_all);
  CHECK(data.database().parent_path() == path);
  CHECK_THROWS_AS(worker::DataDirectory("/dev/null"), base::Error);
}

TEST_CASE("a second process cannot lock the data directory until the first has ended") {
  const TempDir temp_dir;
  const auto outcome_of_another_process = [&] {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        worker::DataDirectory(temp_dir.path()).lock_exclusive();
      } catch (const base::Error& error) {
        ::_exit(error.user_message() == base::Message{"worker.data_in_use"} ? 1 : 2);
      } catch (...) {
        ::_exit(3);
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
  };
  {
    worker::DataDirectory data(temp_dir.path());
    data.lock_exclusive();
    CHECK(outcome_of_another_process() == 1);
  }
  CHECK(outcome_of_another_process() == 0);
}

TEST_CASE("a folder of finished files without their database is not taken for a new one") {
  const TempDir temp_dir;
  const worker::DataDirectory data(temp_dir.path());
  data.require_database();
  std::filesystem::create_directory(data.files());
  data.require_database();
  std::ofstream(data.files() / "finished") << "x";
  const auto is_refused = [&] {
    try {
      data.require_database();
    } catch (const base::Error& error) {
      return error.user_message().has_value();
    }
    return false;
  };
  CHECK(is_refused());
  std::ofstream(data.database()).flush();
  CHECK(is_refused());
  std::ofstream(data.database()) << "SQLite format 3";
  CHECK_FALSE(is_refused());
}
