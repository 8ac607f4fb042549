#pragma once

#include <string>

namespace app {

/// The page that signs in with a link's token. The token is in the fragment, which browsers do not
/// send: only the page sends it, by POST.
[[nodiscard]] inline std::string sign_in_url(const std::string& base_url,
                                             const std::string& token) {
  return base_url + "/console/sign-in#" + token;
}

}  // namespace app
