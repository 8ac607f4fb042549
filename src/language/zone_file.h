#pragma once

#include <string>

namespace language {

/// Finds the file of a time zone below the system's zoneinfo (TZDIR where that is set, else
/// /usr/share/zoneinfo) and checks its form (RFC 8536). Thread-safe. Throws base::Error with a
/// message where the name is none of tzdata's, where the system has no zoneinfo, and where the file
/// cannot be read or is damaged.
void check_zone_file(const std::string& name);

}  // namespace language
