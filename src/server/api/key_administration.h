#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "auth/api_key.h"
#include "base/message.h"
#include "model/catalogue.h"
#include "server/api/services.h"

namespace server {

/// What the holder of a key with the scope admin may do with keys: those of its own organization
/// and, unless it is limited to its own data, of the organizations below. It grants at most its own
/// rights. Not thread-safe.
class KeyAdministration {
 public:
  /// `admin` must outlive it.
  KeyAdministration(const Services& services, const auth::ApiKey& admin);

  [[nodiscard]] bool manages(const base::OrganizationUid& organization) const;
  /// Its own organization first.
  [[nodiscard]] std::vector<base::OrganizationUid> organizations() const;
  /// What `grant` has that the admin has not, each with the member of a request that asks for it.
  /// Row policies and access lists name labels: the new label must be limited at least as much.
  [[nodiscard]] std::vector<base::Diagnostic> excess(const auth::KeyGrant& grant) const;

 private:
  [[nodiscard]] bool covers(const std::string& pattern) const;
  [[nodiscard]] bool sees_more(const auth::KeyGrant& grant) const;
  /// A data model that the new key may request, but that the catalogue leaves out, so that its row
  /// policies and access list are unknown. Absent if the label is the admin's own.
  [[nodiscard]] std::optional<std::string> unknown_model(const auth::KeyGrant& grant) const;

  const auth::ApiKey& admin_;
  const std::shared_ptr<const model::Catalogue> catalogue_;
};

}  // namespace server
