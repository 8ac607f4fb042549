#pragma once

#include "base/digest.h"
#include "base/id.h"
#include "json/value.h"
#include "language/language.h"
#include "model/definition/diagnostics.h"

namespace model {

/// What a body asks for, before any data model is looked at, in a form that all spellings of the
/// same request share: aliases and short forms are rewritten, members and parameters sorted,
/// numbers in one notation, ignored members and defaults left out. An Idempotency-Key stands for
/// its digest.
struct CanonicalRequest {
  json::Value params;            // null where there are errors
  base::Sha256 digest{};         // of `params`; no body has bytes of this digest
  Diagnostics diagnostics = {};  // those that need no data model
  language::Language language = language::Language::kEnglish;
};

/// `caller` is whose data is meant where the body names no organization.
[[nodiscard]] CanonicalRequest canonical_request(const json::Value& body,
                                                 const base::OrganizationUid& caller);

}  // namespace model
