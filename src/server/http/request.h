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

/// What is wrong with a request. The router rejects it, except kBodyTooLarge: require_json()
/// rejects that, and other routes ignore the body.
enum class RequestError {
  kMalformed,     // not HTTP/1.1 (RFC 9112), or a form that invites request smuggling
  kHeadTooLarge,  // more bytes or lines than Limits allows
  kBodyTooLarge,  // the head is valid; the body is left out
  kOverloaded,    // the request is valid, but too many are queued
  kRateLimited,   // its address has sent too many requests
  kCrossSite,     // a page of another site makes a browser send it
};

/// Who sent the request, for the log. A value.
struct Identity {
  std::string organization;
  std::string key;        // the API key's id
  std::string ended_key;  // instead of `key`: the id of a revoked or expired one
  std::string limit;      // the setting whose limit rejected the request
};

/// One request, within the limits and decoded. A value; only the thread that answers it uses it.
struct Request {
  std::string method = "GET";
  std::string path = "/";                    // percent-decoded, without the query, UTF-8; or "*"
  std::map<std::string, std::string> query;  // decoded, UTF-8; the first of each name
  std::string raw_query;                     // as sent, without the "?"
  Fields headers;                            // as sent, not decoded
  std::string body;
  std::optional<RequestError> error;
  std::string peer;      // the client's address
  std::stop_token stop;  // requested when the server stops: long responses end then
  std::chrono::steady_clock::time_point arrived;  // when it was complete

  // For a route that suspends the request (Suspension).
  int resume_count = 0;        // how often the route ran before
  bool can_suspend = true;     // false: too many are suspended; answer now
  std::string resume_state;    // what the route left in Suspension::resume_state
  std::shared_ptr<void> held;  // what it left in Suspension::held

  // Set by the router.
  std::string id;                                                     // the request id
  std::shared_ptr<Identity> identity = std::make_shared<Identity>();  // set by authenticated()
  std::map<std::string, std::string> path_parameters;  // by name in the route's pattern

  /// `name` must be in the route's pattern.
  [[nodiscard]] const std::string& path_parameter(const std::string& name) const {
    return path_parameters.at(name);
  }
};

}  // namespace server
