#include "preference/saved_request_store.h"

#include <utility>

#include "asset/asset.h"

namespace preference {
namespace {

using database::Connection;
using database::Statement;

Statement statement(Connection& connection, const std::string& name) {
  return connection.prepare(asset::bytes("sql/preference/" + name + ".sql"));
}

SavedRequest read_saved_request(const Statement& row) {
  return {.id = SavedRequestId{std::string{row.text("id")}},
          .organization = base::OrganizationUid{std::string{row.text("organization")}},
          .lineage = base::KeyId{std::string{row.text("lineage")}},
          .content = {.name = std::string{row.text("name")},
                      .is_shared = row.integer("is_shared") != 0,
                      .data_model = std::string{row.text("data_model")},
                      .params = std::string{row.text("params")}},
          .version = row.integer("version"),
          .created_at = base::to_time(row.integer("created_at")),
          .updated_at = base::to_time(row.integer("updated_at"))};
}

std::optional<SavedRequest> find_one(Connection& connection,
                                     const SavedRequestStore::Viewer& viewer,
                                     const SavedRequestId& id) {
  Statement rows = statement(connection, "find_saved_request");
  rows.bind(":id", id.text())
      .bind(":organization", viewer.organization.text())
      .bind(":lineage", viewer.lineage.text());
  return rows.step() ? std::optional{read_saved_request(rows)} : std::nullopt;
}

bool is_name_taken(Connection& connection, const SavedRequest& request) {
  Statement rows = statement(connection, "find_saved_request_name");
  rows.bind(":id", request.id.text())
      .bind(":organization", request.organization.text())
      .bind(":lineage", request.lineage.text())
      .bind(":is_shared", std::int64_t{request.content.is_shared})
      .bind(":data_model", request.content.data_model)
      .bind(":name", request.content.name);
  return rows.step();
}

bool is_full(Connection& connection, const SavedRequestStore::Viewer& owner) {
  Statement rows = statement(connection, "count_saved_requests");
  rows.bind(":organization", owner.organization.text()).bind(":lineage", owner.lineage.text());
  rows.step();
  return rows.integer("owned") >= SavedRequestStore::kMaxPerOwner;
}

void bind_content(Statement& change, const SavedRequest& request) {
  change.bind(":id", request.id.text())
      .bind(":organization", request.organization.text())
      .bind(":is_shared", std::int64_t{request.content.is_shared})
      .bind(":name", request.content.name)
      .bind(":data_model", request.content.data_model)
      .bind(":params", request.content.params)
      .bind(":now", base::to_microseconds(request.updated_at));
}

/// The current row, if it has the version.
SavedRequestStore::Result require(Connection& connection, const SavedRequestStore::Viewer& viewer,
                                  const SavedRequestId& id,
                                  const std::optional<std::int64_t>& version) {
  std::optional<SavedRequest> current = find_one(connection, viewer, id);
  if (!current) return SavedRequestError::kGone;
  if (version && current->version != *version) return SavedRequestError::kChanged;
  return *std::move(current);
}

}  // namespace

std::vector<SavedRequest> SavedRequestStore::list(const Viewer& viewer,
                                                  const std::optional<std::string>& data_model) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "list_saved_requests");
  rows.bind(":organization", viewer.organization.text())
      .bind(":lineage", viewer.lineage.text())
      .bind_optional(":data_model", data_model);
  std::vector<SavedRequest> requests;
  while (rows.step()) requests.push_back(read_saved_request(rows));
  return requests;
}

std::optional<SavedRequest> SavedRequestStore::find(const Viewer& viewer,
                                                    const SavedRequestId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return find_one(*reader, viewer, id);
}

SavedRequestStore::Result SavedRequestStore::create(const Viewer& owner,
                                                    SavedRequestContent content, const Also& also) {
  const base::Time now = clock_.now();
  SavedRequest request{.id = SavedRequestId{base::new_uuid(now)},
                       .organization = owner.organization,
                       .lineage = owner.lineage,
                       .content = std::move(content),
                       .created_at = now,
                       .updated_at = now};
  std::optional<SavedRequestError> error;
  writer_.commit([&](Connection& connection) {
    if (is_full(connection, owner)) error = SavedRequestError::kTooMany;
    if (is_name_taken(connection, request)) error = SavedRequestError::kNameTaken;
    if (error) return;
    Statement insert = statement(connection, "create_saved_request");
    bind_content(insert, request);
    insert.bind(":lineage", request.lineage.text()).run();
    also(connection, request);
  });
  return error ? Result{*error} : Result{std::move(request)};
}

SavedRequestStore::Result SavedRequestStore::update(const Viewer& viewer, const SavedRequestId& id,
                                                    const std::optional<std::int64_t>& version,
                                                    const SavedRequestContent& content,
                                                    const Also& also) {
  Result result = SavedRequestError::kGone;
  writer_.commit([&](Connection& connection) {
    result = require(connection, viewer, id, version);
    auto* request = std::get_if<SavedRequest>(&result);
    if (request == nullptr) return;
    request->content = content;
    request->updated_at = clock_.now();
    ++request->version;
    if (is_name_taken(connection, *request)) {
      result = SavedRequestError::kNameTaken;
      return;
    }
    Statement update = statement(connection, "update_saved_request");
    bind_content(update, *request);
    update.run();
    also(connection, *request);
  });
  return result;
}

SavedRequestStore::Result SavedRequestStore::remove(const Viewer& viewer, const SavedRequestId& id,
                                                    const std::optional<std::int64_t>& version,
                                                    const Also& also) {
  Result result = SavedRequestError::kGone;
  writer_.commit([&](Connection& connection) {
    result = require(connection, viewer, id, version);
    const auto* request = std::get_if<SavedRequest>(&result);
    if (request == nullptr) return;
    statement(connection, "remove_saved_request")
        .bind(":id", id.text())
        .bind(":organization", viewer.organization.text())
        .run();
    also(connection, *request);
  });
  return result;
}

}  // namespace preference
