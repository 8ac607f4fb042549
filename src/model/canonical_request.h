#pragma once

#include "base/digest.h"
#include "base/id.h"
#include "json/value.h"
#include "language/language.h"
#include "model/definition/diagnostics.h"

namespace model {

/// A submitted body in canonical form, made without its data model: aliases and short forms are
/// rewritten, members and parameters sorted, numbers normalized, ignored members and defaults left
/// out. Two bodies with the same canonical form are the same request to an Idempotency-Key. A
/// value.
struct CanonicalRequest {
  json::Value params;            // null if there are errors
  base::Sha256 digest{};         // of `params`, with a prefix that no JSON text has
  Diagnostics diagnostics = {};  // of the checks that need no data model
  language::Language language = language::Language::kEnglish;
};

/// `caller` is the organization whose data is meant if the body names none.
[[nodiscard]] CanonicalRequest canonical_request(const json::Value& body,
                                                 const base::OrganizationUid& caller);

}  // namespace model
