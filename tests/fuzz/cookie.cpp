// The headers of a browser: a token is what the cookie holds, and only pages of this server pass.
#include "base/ascii.h"
#include "base/error.h"
#include "server/api/cross_site.h"
#include "server/api/session_cookie.h"
#include "target.h"

namespace {

/// Lines of the input: Cookie, Origin, Host.
server::Request request_of(std::string text) {
  server::Request request;
  for (const char* name : {"Cookie", "Origin", "Host"}) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    request.headers.add(name, text.substr(0, end));
    text.erase(0, std::min(end + 1, text.size()));
  }
  return request;
}

void check_token(const server::Request& request) {
  static const server::SessionCookie kCookie{"fuzz"};
  const auto token = kCookie.token(request);
  if (!token) return;
  const std::string_view sent = request.headers.find("Cookie").value();
  fuzz::require(sent.find("gormic-bi-fuzz=" + *token) != std::string_view::npos);
  fuzz::require(token->find(';') == std::string::npos);
}

void check_origin(const server::Request& request) {
  if (!server::is_same_origin(request, "https://bi.example/x", "http://127.0.0.1:80")) return;
  std::string origin = base::to_lower(request.headers.find("Origin").value());
  if (origin.starts_with("https://bi.example")) return;
  fuzz::require(origin.starts_with("http://"));
  const std::string host = origin.substr(7);
  const std::string asked = base::to_lower(request.headers.find("Host").value());
  fuzz::require(asked.starts_with(host.substr(0, host.find('/'))) || host.starts_with(asked));
  const bool is_named = host.starts_with("localhost");
  fuzz::require(is_named || host.find_first_of("ghijklmnopqrstuvwxyz") == std::string::npos);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const server::Request request = request_of(fuzz::text_of(data, size));
    check_token(request);
    check_origin(request);
  } catch (const base::Error&) {
    return 0;  // a control character, which no request's header holds
  }
  return 0;
}
