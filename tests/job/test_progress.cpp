#include "support/catch.h"
#include "job/progress.h"

TEST_CASE("the progress of a job is found while it runs here") {
  job::ProgressTable table;
  const base::JobId id{"a"};
  CHECK(table.find(id) == nullptr);
  const auto mine = table.open(id);
  mine->enter(job::Phase::kWriting);
  mine->write_rows(70);
  REQUIRE(table.find(id) != nullptr);
  CHECK(table.find(id)->phase() == job::Phase::kWriting);
  CHECK(table.find(id)->rows() == 70);
  table.close(id);
  CHECK(table.find(id) == nullptr);
  mine->write_rows(71);
}

TEST_CASE("a percentage exists when the number of rows is known") {
  job::Progress progress;
  CHECK_FALSE(progress.percent());
  progress.expect_rows(200);
  progress.write_rows(99);
  CHECK(progress.percent() == 49);
  progress.write_rows(300);
  CHECK(progress.percent() == 100);
  progress.expect_rows(0);
  CHECK(progress.percent() == 100);
}
