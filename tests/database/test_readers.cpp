#include "base/error.h"
#include "support/catch.h"
#include "database/readers.h"
#include "support/temp_dir.h"

using database::Connection;
using database::Mode;

TEST_CASE("readers lend each connection to one at a time, and open more when all are lent") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  Connection own(file, Mode::kOwn);
  own.execute("CREATE TABLE t (x INTEGER) STRICT");
  database::Readers readers(file);
  Connection* first = nullptr;
  {
    const database::Readers::Loan one = readers.borrow();
    const database::Readers::Loan two = readers.borrow();
    first = &*one;
    CHECK(&*one != &*two);
  }
  const database::Readers::Loan three = readers.borrow();
  const database::Readers::Loan four = readers.borrow();
  CHECK((&*three == first || &*four == first));
  CHECK_THROWS_AS(three->execute("INSERT INTO t VALUES (1)"), base::Error);
}
