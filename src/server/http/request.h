#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "server/http/fields.h"

namespace server {

/// What is wrong with a request before anybody has read what it asks for.
enum class RequestError {
  kMalformed,     // no HTTP/1.1 as RFC 9112 has it, or a form of it that invites smuggling
  kHeadTooLarge,  // more bytes or lines than Limits has
  kBodyTooLarge,  // the head is good, the body is left out
  kOverloaded,    // nothing is wrong with it, but too many wait before it
  kRateLimited,   // its address has sent too many
};

/// Whose request it turned out to be, for the log.
struct Identity {
  std::string organization;
  std::string key;        // its id
  std::string ended_key;  // the id of one that was revoked or has expired, in the place of `key`
  std::string limit;      // the setting by which it was too much
};

/// One request, bounded and decoded. A value; the thread that answers it has it alone.
struct Request {
  std::string method = "GET";
  std::string path = "/";                    // percent-decoded, without the query, UTF-8; or "*"
  std::map<std::string, std::string> query;  // decoded, UTF-8; of two with one name, the first
  std::string raw_query;                     // as it came, without the "?"
  Fields headers;                            // as they were sent, nothing decoded
  std::string body;
  std::optional<RequestError> error;
  std::string peer;      // the other end's address, as the socket has it
  std::stop_token stop;  // asked to stop when the server is ending: long answers end then
  std::chrono::steady_clock::time_point arrived;  // whole

  // Of a route that has suspended the request (Suspension).
  int resume_count = 0;      // how often the route was asked before
  bool can_suspend = true;   // false: too many are suspended, answer now
  std::string resume_state;  // what the route left in Suspension::resume_state

  // Set by the router.
  std::string id;                                                     // the requestId
  std::shared_ptr<Identity> identity = std::make_shared<Identity>();  // set by authenticated()
  std::map<std::string, std::string>
      path_parameters;  // what the names in the route's pattern stand for

  /// A name that the route's pattern has.
  [[nodiscard]] const std::string& path_parameter(const std::string& name) const {
    return path_parameters.at(name);
  }
};

}  // namespace server
