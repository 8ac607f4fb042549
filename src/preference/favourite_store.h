#pragma once

#include <set>
#include <string>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"

/// What callers keep for themselves and for each other.
namespace preference {

/// The data models that the holders of keys marked. They belong to a key's lineage, so that they
/// follow its rotation. Thread-safe, but not to be called from within a database::Writer::Work.
class FavouriteStore {
 public:
  FavouriteStore(database::Writer& writer, database::ReadConnectionPool& readers,
                 const base::Clock& clock)
      : writer_(writer), readers_(readers), clock_(clock) {}

  [[nodiscard]] std::set<std::string> list(const base::KeyId& lineage);
  // `also` runs in the same transaction if anything changes.
  void add(const base::KeyId& lineage, const std::string& data_model,
           const database::Writer::Work& also);
  void remove(const base::KeyId& lineage, const std::string& data_model,
              const database::Writer::Work& also);

 private:
  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
};

}  // namespace preference
