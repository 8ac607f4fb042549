#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "test_server.h"

/// An endpoint that needs a key, with this scope if there is one.
struct Endpoint {
  const char* method;
  std::string path;
  std::optional<auth::Scope> scope;
};

/// All endpoints that need a key, with a job of ACME in the paths that have one.
std::vector<Endpoint> endpoints(const std::string& job, const std::string& model = "shop.sales",
                                const std::string& parameter = "status",
                                const std::string& source = "shop");

/// The headers of a JSON request with this key, for this organization.
TestServer::Headers headers_for(const std::string& key, const std::string& organization);

/// Everything of a response but its date, for comparison with another response.
std::string comparable(const Answer& answer);

/// A change to a file of the catalogue.
struct Edit {
  const char* file;
  std::string old_text;
  std::string new_text;
};

/// The catalogue `shop`, edited.
std::shared_ptr<const model::Catalogue> edited_catalogue(const std::vector<Edit>& edits);

/// A key of ACME with all scopes.
auth::ApiKeyStore::Created admin_key(TestServer& it, const std::string& label,
                                     bool includes_sub_organizations = true);

/// Submits a job of shop.picked and returns its id.
std::string submit_picked(const TestServer& it, const std::string& key,
                          const std::string& more = "");
