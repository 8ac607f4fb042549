#include "base/error.h"
#include "support/catch.h"
#include "database/read_connection_pool.h"
#include "support/temp_dir.h"

using database::Connection;
using database::Mode;

TEST_CASE(
    "each pooled connection has one user at a time, and more are opened when all are in use") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  Connection own(file, Mode::kReadWrite);
  own.execute("CREATE TABLE t (x INTEGER) STRICT");
  database::ReadConnectionPool readers(file);
  Connection* first = nullptr;
  {
    const database::ReadConnectionPool::PooledConnection one = readers.acquire();
    const database::ReadConnectionPool::PooledConnection two = readers.acquire();
    first = &*one;
    CHECK(&*one != &*two);
  }
  const database::ReadConnectionPool::PooledConnection three = readers.acquire();
  const database::ReadConnectionPool::PooledConnection four = readers.acquire();
  CHECK((&*three == first || &*four == first));
  CHECK_THROWS_AS(three->execute("INSERT INTO t VALUES (1)"), base::Error);
}
