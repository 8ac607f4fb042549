#include "database/writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/error.h"
#include "database/migration.h"
#include "database/transaction.h"

namespace database {

Writer::FileLock::FileLock(const std::filesystem::path& file)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) {
    throw base::Error("open " + file.string() + ": " + std::generic_category().message(errno));
  }
}

Writer::FileLock::~FileLock() { ::close(descriptor_); }

void Writer::FileLock::acquire() const {
  while (::flock(descriptor_, LOCK_EX) != 0) {
    if (errno != EINTR) {
      throw base::Error("lock the database: " + std::generic_category().message(errno));
    }
  }
}

void Writer::FileLock::release() const { ::flock(descriptor_, LOCK_UN); }

namespace {

std::filesystem::path beside(const std::filesystem::path& file, const char* ending) {
  return file.string() + ending;
}

}  // namespace

Writer::Writer(const std::filesystem::path& file, const std::vector<std::string_view>& migrations)
    : lock_(beside(file, "-writer")), connection_(file, Mode::kOwn) {
  lock_.acquire();
  migrate(connection_, migrations, beside(file, ".before-migration"));
  lock_.release();
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

Writer::~Writer() {
  thread_.request_stop();
  thread_.join();
  try {
    lock_.acquire();  // closing the connection checkpoints
  } catch (const base::Error&) {
    // The file system refuses locks; SQLite's own lock still keeps the file whole.
  }
}

void Writer::commit(const Work& work) {
  Request request{&work};
  std::unique_lock hold(mutex_);
  waiting_.push_back(&request);
  arrived_.notify_one();
  finished_.wait(hold, [&] { return request.done; });
  if (request.failure) std::rethrow_exception(request.failure);
}

void Writer::serve(const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  while (arrived_.wait(hold, stop, [&] { return !waiting_.empty(); }), !waiting_.empty()) {
    std::vector<Request*> batch;
    batch.swap(waiting_);
    hold.unlock();
    write(batch);
    hold.lock();
    for (Request* request : batch) request->done = true;
    finished_.notify_all();
  }
}

void Writer::write(const std::vector<Request*>& batch) {
  try {
    lock_.acquire();
    write_in_transaction(batch);
    lock_.release();
  } catch (...) {
    lock_.release();
    for (Request* request : batch) request->failure = std::current_exception();
  }
}

void Writer::write_in_transaction(const std::vector<Request*>& batch) {
  Transaction transaction(connection_);
  for (Request* request : batch) {
    connection_.execute("SAVEPOINT work");
    try {
      (*request->work)(connection_);
    } catch (...) {
      request->failure = std::current_exception();
      connection_.execute("ROLLBACK TO work");
    }
    connection_.execute("RELEASE work");
  }
  transaction.commit();
}

}  // namespace database
