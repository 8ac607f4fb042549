#include "database/writer.h"

#include <fcntl.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/file_descriptor.h"
#include "base/error.h"
#include "database/migration.h"
#include "database/transaction.h"

namespace database {
namespace {

using namespace std::chrono_literals;

// Of commit_some().
constexpr auto kMinTurn = 1ms;       // while other work waits
constexpr auto kMaxTurn = 4ms;       // while none waits: it may come before the commit
constexpr auto kMaxPatience = 50ms;  // then it goes first

// Pages of the write-ahead log from which a commit checkpoints it. Many changes would let other
// work wait for long checkpoints often: theirs are early and short.
constexpr int kCheckpointThreshold = 1'000;
constexpr int kPatientCheckpointThreshold = 250;

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
  wait_or_lead(request, leads);
}

void Writer::commit_some(const Step& step) {
  const Work work = [&](Connection& connection) {
    const auto begin = std::chrono::steady_clock::now();
    while (step(connection)) {
      const auto passed = std::chrono::steady_clock::now() - begin;
      if (passed >= kMaxTurn || (passed >= kMinTurn && has_waiting())) return;
    }
  };
  Request request{&work, true};
  bool leads = false;
  {
    const std::lock_guard hold{mutex_};
    patient_.push_back(&request);
    leads = !std::exchange(is_led_, true);
  }
  wait_or_lead(request, leads);
}

/// Returns when the request is done, by this thread or another leader. Throws its failure.
void Writer::wait_or_lead(Request& request, bool leads) {
  while (true) {
    if (!leads) {
      request.wakeup.acquire();
      if (request.is_done) break;
    }
    if (lead(request)) break;
    leads = false;
  }
  if (request.failure) std::rethrow_exception(request.failure);
}

/// Commits a batch, and makes a request that waits the next leader.
bool Writer::lead(const Request& own) {
  const Batch batch = next_batch();
  const bool is_own_done = std::ranges::find(batch, &own) != batch.end();
  write(batch);
  Request* next = nullptr;
  {
    const std::lock_guard hold{mutex_};
    next = next_leader();
    is_led_ = next != nullptr;
  }
  if (next != nullptr) next->wakeup.release();
  for (Request* request : batch) {
    request->is_done = true;
    request->wakeup.release();  // after this, the request may be destroyed
  }
  return is_own_done;
}

/// All requests of commit(), or the first of commit_some() if no other waits or it has waited long.
Writer::Batch Writer::next_batch() {
  const std::lock_guard hold{mutex_};
  Batch batch;
  const bool is_patient_next =
      !patient_.empty() &&
      (waiting_.empty() ||
       std::chrono::steady_clock::now() - patient_.front()->since >= kMaxPatience);
  if (is_patient_next) {
    batch.push_back(patient_.front());
    patient_.pop_front();
  } else {
    batch.swap(waiting_);
  }
  return batch;
}

/// Called with mutex_ locked.
Writer::Request* Writer::next_leader() const {
  if (!waiting_.empty()) return waiting_.front();
  return patient_.empty() ? nullptr : patient_.front();
}

bool Writer::has_waiting() {
  const std::lock_guard hold{mutex_};
  return !waiting_.empty();
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
  connection_.set_checkpoint_threshold(batch.front()->is_patient ? kPatientCheckpointThreshold
                                                                 : kCheckpointThreshold);
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
