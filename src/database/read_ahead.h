#pragma once

namespace database {

/// The name of a SQLite VFS that reads many pages at a time when they are read in sequence: one
/// system call per page costs a long report a tenth of its time. Bytes that were read ahead are
/// discarded with each change of a lock: within a transaction, SQLite never reads a page from the
/// database file that another process may write meanwhile. Thread-safe.
[[nodiscard]] const char* read_ahead_vfs();

}  // namespace database
