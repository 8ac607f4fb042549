#include "auth/audit.h"

#include <algorithm>
#include <limits>

#include "asset/asset.h"

namespace auth {
namespace {

using database::Statement;

std::optional<std::int64_t> to_microseconds(const std::optional<base::Time>& time) {
  return time ? std::optional{base::to_microseconds(*time)} : std::nullopt;
}

Audit::Record read_record(const Statement& row) {
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

void bind_filter(Statement& rows, const Audit::Filter& filter) {
  rows.bind_optional(":action", filter.action)
      .bind_optional(":key_id", filter.key)
      .bind_optional(":target", filter.target)
      .bind_optional(":since", to_microseconds(filter.since))
      .bind_optional(":until", to_microseconds(filter.until));
}

void read_page(Statement rows, const Audit::Filter& filter, const Audit::Page& page,
               std::vector<Audit::Record>& found) {
  bind_filter(rows, filter);
  rows.bind(":before", page.before.value_or(std::numeric_limits<std::int64_t>::max()))
      .bind(":size", static_cast<std::int64_t>(page.size));
  while (rows.step()) found.push_back(read_record(rows));
}

/// Keeps the newest `size`, sorted; returns the number of the oldest if there are so many, else 0.
std::int64_t keep_newest(std::vector<Audit::Record>& found, std::size_t size) {
  std::ranges::sort(found, std::greater{}, &Audit::Record::number);
  if (found.size() > size) found.resize(size);
  return found.size() == size && size > 0 ? found.back().number : 0;
}

}  // namespace

bool Audit::is_action(std::string_view text) {
  return std::ranges::any_of(kActions, [&](std::string_view action) {
    return action == text || action.substr(0, action.find('.')) == text;
  });
}

void Audit::append(database::Connection& connection, const Entry& entry, base::Time now) {
  connection.prepare_cached(asset::bytes("sql/auth/append_audit.sql"))
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

void Audit::record(const Entry& entry) {
  const base::Time now = clock_.now();
  writer_.commit([&](database::Connection& connection) { append(connection, entry, now); });
}

void Audit::record_in_background(Entry entry, std::chrono::milliseconds max_wait,
                                 database::BackgroundCommitter::OnFailure on_failure) {
  const base::Time now = clock_.now();
  writer_.commit_in_background(
      [entry = std::move(entry), now](database::Connection& connection) {
        append(connection, entry, now);
      },
      max_wait, std::move(on_failure));
}

void Audit::read(const Filter& filter, const std::function<void(const Record&)>& visit) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = reader->prepare(asset::bytes("sql/auth/read_audit.sql"));
  rows.bind_optional(":organization", filter.organization);
  bind_filter(rows, filter);
  while (rows.step()) visit(read_record(rows));
}

std::vector<Audit::Record> Audit::page(const Filter& filter, const Page& page) {
  std::vector<Record> found;
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  std::optional<std::vector<base::OrganizationUid>> organizations = page.organizations;
  if (filter.organization) {
    const base::OrganizationUid wanted{*filter.organization};
    const bool is_one = !organizations || std::ranges::count(*organizations, wanted) > 0;
    organizations = std::vector<base::OrganizationUid>(is_one ? 1 : 0, wanted);
  }
  if (!organizations) {
    read_page(reader->prepare(asset::bytes("sql/auth/page_audit.sql")), filter, page, found);
    return found;
  }
  std::int64_t oldest = 0;  // older entries cannot be on the page
  for (const base::OrganizationUid& organization : *organizations) {
    Statement rows = reader->prepare(asset::bytes("sql/auth/page_audit_of_organization.sql"));
    rows.bind(":organization", organization.text()).bind(":after", oldest);
    read_page(std::move(rows), filter, page, found);
    oldest = keep_newest(found, page.size);
  }
  return found;
}

}  // namespace auth
