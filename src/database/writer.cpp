#include "database/writer.h"

#include <fcntl.h>

#include <system_error>
#include <utility>

#include "base/file_descriptor.h"
#include "base/error.h"
#include "database/migration.h"
#include "database/transaction.h"

namespace database {
namespace {

/// Makes the file private to its owner; SQLite creates its -wal and -shm files with the same mode.
/// Errors are reported when the file is opened. An existing file is not opened here: closing it
/// would drop SQLite's locks on it.
const std::filesystem::path& create_private(const std::filesystem::path& file) {
  const base::FileDescriptor made{
      ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  using enum std::filesystem::perms;
  for (const char* const part : {"", "-wal", "-shm"}) {
    const std::filesystem::path path = file.string() + part;
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) continue;
    std::filesystem::permissions(path, group_all | others_all,
                                 std::filesystem::perm_options::remove, ignored);
  }
  return file;
}

}  // namespace

Writer::Writer(const std::filesystem::path& file, const std::vector<std::string_view>& migrations)
    : lock_(file), connection_(create_private(file), Mode::kReadWrite) {
  lock_.acquire();
  connection_.check_integrity();
  migrate(connection_, migrations, file);
  lock_.release();
  background_ = std::make_unique<BackgroundCommitter>([this](const Work& work) { commit(work); });
}

Writer::~Writer() {
  background_->stop();  // its last commits still use background_
  try {
    lock_.acquire();  // closing the connection checkpoints
  } catch (const base::Error&) {
    // The file system does not support locks; SQLite's own lock still protects the file.
  }
}

void Writer::commit(const Work& work) {
  Request request{&work};
  bool leads = false;
  {
    const std::lock_guard hold{mutex_};
    waiting_.push_back(&request);
    leads = !std::exchange(is_led_, true);
  }
  if (!leads) request.wakeup.acquire();
  if (!request.is_done) lead();
  if (request.failure) std::rethrow_exception(request.failure);
}

/// Commits all waiting requests, the leader's own included, and makes the first request that has
/// arrived meanwhile the next leader.
void Writer::lead() {
  Batch batch;
  {
    const std::lock_guard hold{mutex_};
    batch.swap(waiting_);
  }
  write(batch);
  Request* next = nullptr;
  {
    const std::lock_guard hold{mutex_};
    is_led_ = !waiting_.empty();
    if (is_led_) next = waiting_.front();
  }
  if (next != nullptr) next->wakeup.release();
  for (Request* request : batch) {
    request->is_done = true;
    request->wakeup.release();  // after this, the request may be destroyed
  }
}

void Writer::write(const Batch& batch) {
  try {
    acquire();
    write_in_transaction(batch);
    lock_.release();
  } catch (...) {
    lock_.release();
    for (Request* request : batch) request->failure = std::current_exception();
  }
}

/// While another process holds the lock, for example a backup, callers of commit_in_background() do
/// not wait.
void Writer::acquire() {
  if (lock_.try_acquire()) return;
  background_->set_stalled(true);
  try {
    lock_.acquire();
  } catch (...) {
    background_->set_stalled(false);
    throw;
  }
  background_->set_stalled(false);
}

void Writer::write_in_transaction(const Batch& batch) {
  Transaction transaction(connection_);
  if (batch.size() == 1) {
    (*batch.front()->work)(connection_);  // an exception rolls back the whole transaction
    transaction.commit();
    return;
  }
  for (Request* request : batch) {
    connection_.prepare_cached("SAVEPOINT work").run();
    try {
      (*request->work)(connection_);
    } catch (...) {
      request->failure = std::current_exception();
      connection_.prepare_cached("ROLLBACK TO work").run();
    }
    connection_.prepare_cached("RELEASE work").run();
  }
  transaction.commit();
}

}  // namespace database
