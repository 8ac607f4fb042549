#pragma once

namespace database {

/// The name of a SQLite VFS that reads a database's pages many at a time where they are asked for
/// one behind the other: a call of the kernel a page costs a long report a tenth of its time. What
/// was read ahead is kept no longer than a lock is: within a transaction, SQLite never reads a page
/// from the database file that somebody else may write to it meanwhile.
[[nodiscard]] const char* read_ahead_vfs();

}  // namespace database
