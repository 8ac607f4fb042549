#include "database/readers.h"

namespace database {

Readers::Loan::Loan(Readers& owner, std::unique_ptr<Connection> connection)
    : owner_(owner), connection_(std::move(connection)) {}

Readers::Loan::~Loan() { owner_.give_back(std::move(connection_)); }

Readers::Readers(std::filesystem::path file) : file_(std::move(file)) {}

Readers::Loan Readers::borrow() {
  std::unique_ptr<Connection> connection;
  {
    const std::lock_guard hold(mutex_);
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!connection) connection = std::make_unique<Connection>(file_, Mode::kRead);
  return {*this, std::move(connection)};
}

void Readers::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard hold(mutex_);
  idle_.push_back(std::move(connection));
}

}  // namespace database
