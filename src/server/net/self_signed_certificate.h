#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/time.h"

namespace server {

/// A certificate that is signed by its own key, and this private key, as PEM.
struct SelfSignedCertificate {
  std::string certificate;
  std::string key;
};

/// For the names and IP addresses of `hosts`, at least one, valid from `now` on. ECDSA on P-256.
/// Throws base::Error.
[[nodiscard]] SelfSignedCertificate create_self_signed_certificate(
    const std::vector<std::string>& hosts, base::Time now, std::chrono::days lifetime);

}  // namespace server
