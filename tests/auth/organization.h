#pragma once

#include "base/id.h"

/// The organization that the tests of access act for.
inline const base::OrganizationUid kRiyadh{"riyadh"};
