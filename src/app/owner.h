#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace app {

/// The user to whom a folder belongs, or to whom it will belong: that of the nearest folder above
/// that exists.
struct Owner {
  uid_t user = 0;
  gid_t group = 0;
};
[[nodiscard]] Owner owner_of(const std::filesystem::path& folder);

/// If this process is root and the folder belongs to another user, becomes that user for good and
/// returns its name: what root creates in a data folder, its server cannot open. Absent if nothing
/// changed. No other thread may run.
std::optional<std::string> become_owner(const std::filesystem::path& folder);

/// Does the work as the folder's owner, in another process if this one is root, and returns what
/// the work returned. Throws base::Error with the text of what the work threw. No other thread may
/// run.
std::string as_owner(const std::filesystem::path& folder, const std::function<std::string()>& work);

}  // namespace app
