#include "access/audit.h"

#include "asset/asset.h"

namespace access_control {
namespace {

using database::Statement;

std::optional<std::int64_t> microseconds(const std::optional<base::Time>& time) {
  return time ? std::optional{base::to_microseconds(*time)} : std::nullopt;
}

Audit::Record record_of(const Statement& row) {
  Audit::Record record;
  record.number = row.integer("number");
  record.at = base::to_time(row.integer("at"));
  record.action = row.text("action");
  record.organization = base::OrganizationUid{std::string{row.text("organization")}};
  record.key = base::KeyId{std::string{row.text("key_id")}};
  record.peer = row.text("peer");
  record.request_id = row.text("request_id");
  record.target = row.text("target");
  record.detail = row.text("detail");
  return record;
}

}  // namespace

void Audit::append(database::Connection& connection, const Entry& entry, base::Time now) {
  connection.prepare(asset::bytes("sql/access/append_audit.sql"))
      .bind(":at", base::to_microseconds(now))
      .bind(":action", entry.action)
      .bind(":organization", entry.organization.text())
      .bind(":key_id", entry.key.text())
      .bind(":peer", entry.peer)
      .bind(":request_id", entry.request_id)
      .bind(":target", entry.target)
      .bind(":detail", entry.detail)
      .run();
}

void Audit::note(const Entry& entry) {
  const base::Time now = clock_.now();
  writer_.commit([&](database::Connection& connection) { append(connection, entry, now); });
}

void Audit::note_soon(Entry entry, std::chrono::milliseconds patience,
                      database::BackgroundCommitter::OnFailure failed) {
  const base::Time now = clock_.now();
  writer_.commit_in_background(
      [entry = std::move(entry), now](database::Connection& connection) {
        append(connection, entry, now);
      },
      patience, std::move(failed));
}

void Audit::read(const Filter& filter, const std::function<void(const Record&)>& take) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = reader->prepare(asset::bytes("sql/access/read_audit.sql"));
  rows.bind_optional(":organization", filter.organization)
      .bind_optional(":action", filter.action)
      .bind_optional(":key_id", filter.key)
      .bind_optional(":target", filter.target)
      .bind_optional(":since", microseconds(filter.since))
      .bind_optional(":until", microseconds(filter.until));
  while (rows.step()) take(record_of(rows));
}

}  // namespace access_control
