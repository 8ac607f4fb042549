#pragma once

#include "base/digest.h"
#include "base/id.h"
#include "json/value.h"
#include "language/language.h"
#include "model/findings.h"

namespace model {

/// What a body asks for, in one spelling for all bodies that ask for the same, before any data
/// model is looked at: aliases and short forms rewritten, members and parameters sorted, numbers in
/// one form, and left out what is ignored or says what holds without it. An Idempotency-Key stands
/// for its digest.
struct CanonicalRequest {
  json::Value params;      // null where there are faults
  base::Sha256 digest{};   // of `params`, and of no bytes of a body
  Findings findings = {};  // what needs no data model to be told
  language::Language language = language::Language::kEnglish;
};

/// `caller` is whose data is meant where the body names no organization.
[[nodiscard]] CanonicalRequest canonical_request(const json::Value& body,
                                                 const base::OrganizationUid& caller);

}  // namespace model
