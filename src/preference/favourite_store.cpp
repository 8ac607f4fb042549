#include "preference/favourite_store.h"

#include "asset/asset.h"

namespace preference {

using database::Connection;
using database::Statement;

std::set<std::string> FavouriteStore::list(const base::KeyId& lineage) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = reader->prepare(asset::bytes("sql/preference/list_favourites.sql"));
  rows.bind(":lineage", lineage.text());
  std::set<std::string> models;
  while (rows.step()) models.emplace(rows.text("data_model"));
  return models;
}

void FavouriteStore::add(const base::KeyId& lineage, const std::string& data_model,
                         const database::Writer::Work& also) {
  writer_.commit([&](Connection& connection) {
    connection.prepare(asset::bytes("sql/preference/add_favourite.sql"))
        .bind(":lineage", lineage.text())
        .bind(":data_model", data_model)
        .bind(":now", base::to_microseconds(clock_.now()))
        .run();
    if (connection.changes() > 0) also(connection);
  });
}

void FavouriteStore::remove(const base::KeyId& lineage, const std::string& data_model,
                            const database::Writer::Work& also) {
  writer_.commit([&](Connection& connection) {
    connection.prepare(asset::bytes("sql/preference/remove_favourite.sql"))
        .bind(":lineage", lineage.text())
        .bind(":data_model", data_model)
        .run();
    if (connection.changes() > 0) also(connection);
  });
}

}  // namespace preference
