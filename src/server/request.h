#pragma once

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "server/fields.h"

namespace server {

/// What is wrong with a request before anybody has read what it asks for.
enum class Fault {
  kMalformed,     // no HTTP/1.1 as RFC 9112 has it, or a form of it that invites smuggling
  kHeadTooLarge,  // more than kMaxHead bytes or kMaxHeadLines lines
  kBodyTooLarge,  // the head is good, the body is left out
};

/// One request, bounded and decoded. A value; the thread that answers it has it alone.
struct Request {
  std::string method = "GET";
  std::string path = "/";                    // percent-decoded, without the query
  std::map<std::string, std::string> query;  // decoded; of two with one name, the first
  std::string raw_query;                     // as it came, without the "?"
  Fields headers;                            // as they were sent, nothing decoded
  std::string body;
  std::optional<Fault> fault;
  std::string peer;      // the other end's address, as the socket has it
  std::stop_token stop;  // asked to stop when the server is ending: long answers end then

  // Set by the router.
  std::string id;                                // the requestId
  std::map<std::string, std::string> arguments;  // what the names in the route's pattern stand for

  /// A name that the route's pattern has.
  [[nodiscard]] const std::string& argument(const std::string& name) const {
    return arguments.at(name);
  }
};

}  // namespace server
