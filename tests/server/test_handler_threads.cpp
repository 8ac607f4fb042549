#include "server/net/handler_threads.h"

#include "support/catch.h"

using server::Lane;

namespace {

Lane choose_lane(const std::string& method, const std::string& target) {
  server::Head head;
  head.method = method;
  head.target = target;
  return server::choose_lane(head);
}

}  // namespace

TEST_CASE("requests that may wait for a source or a commit have threads of their own") {
  for (const char* method : {"POST", "DELETE", "PUT", "PATCH", "BREW", ""}) {
    CHECK(choose_lane(method, "/v1/bi/jobs") == Lane::kBlocking);
  }
  for (const char* target :
       {"/v1/bi/data-models/sales/values/branch", "/v1/bi/data-models/sales/values/branch?search=x",
        "/v1/bi/data-models/sales/%76alues/branch", "http://host/v1/bi/data-models/s/values/b",
        "/v1/bi/audit?format=csv"}) {
    CHECK(choose_lane("GET", target) == Lane::kBlocking);
    CHECK(choose_lane("HEAD", target) == Lane::kBlocking);
  }
  for (const char* target :
       {"/readyz", "/healthz", "/metrics", "/v1/bi/jobs", "/v1/bi/jobs/1?wait=25",
        "/v1/bi/files/1?signature=a%2Fb", "/v1/bi/files/1?x=/values/", "/docs"}) {
    CHECK(choose_lane("GET", target) == Lane::kQuick);
    CHECK(choose_lane("HEAD", target) == Lane::kQuick);
  }
  CHECK(choose_lane("OPTIONS", "/v1/bi/jobs") == Lane::kQuick);
}
