#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>

#include "access_fixture.h"
#include "base/error.h"
#include "support/arabic.h"
#include "support/catch.h"
#include "test_server.h"

using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr auto kPatience = 20s;
constexpr const char* kPreviews = "/v1/bi/previews";

Answer preview(const TestServer& it, const std::string& body, const std::string& query = "",
               TestServer::Headers headers = {}) {
  headers.emplace_back("Content-Type: application/json");
  return it.ask("POST", kPreviews + query, std::move(headers), body);
}

report::Preview wait_until_stopped(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  changed.wait(lock, stop, [] { return false; });
  throw base::Canceled();
}

std::string raw_request(const TestServer& it, const std::string& body) {
  std::string request = "POST /v1/bi/previews HTTP/1.1\r\nHost: x\r\n";
  for (const std::string& header : headers_for(it.key, "ACME")) request += header + "\r\n";
  return request + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::vector<auth::Audit::Record> previews_in_audit(TestServer& it) {
  std::vector<auth::Audit::Record> records;
  it.audit.read({.action = "report.previewed"},
                [&](const auth::Audit::Record& record) { records.push_back(record); });
  return records;
}

}  // namespace

TEST_CASE("a preview is answered with its columns, rows and warnings, and recorded") {
  TestServer it;
  it.render_preview = [](const report::PreviewRequest& request, const auto& /*stop*/) {
    report::Preview preview;
    preview.language = request.language;
    preview.title = "Sales";
    preview.facts = {"Period: 2026"};
    preview.columns = {{.kind = report::PreviewColumn::Kind::kRowNumber, .title = "#"},
                       {.title = "Branch",
                        .key = "branch",
                        .type = model::Type::kString,
                        .alignment = report::TypeTraits::Alignment::kStart,
                        .is_left_to_right = false}};
    preview.rows = {{.kind = report::RowKind::kGroup, .level = 1, .cells = {"", "Branch: RUH"}},
                    {.cells = {"1", "RUH"}}};
    preview.row_count = 1;
    preview.warnings = {base::Message{"source.order_of_its_own", {{"source", std::string{"erp"}}}}};
    return preview;
  };
  const Answer answer = preview(it, order("ar", R"(, "unknown": 1)"), "", {"X-Request-Id: mine"});
  REQUIRE(answer.status == 200);
  CHECK(answer.header("Content-Language") == "ar");
  CHECK(*answer.json().find("data") == json::parse(R"({
    "title": "Sales", "language": "ar", "direction": "rtl", "facts": ["Period: 2026"],
    "columns": [{"kind": "rowNumber", "title": "#", "alignment": "right", "direction": "ltr"},
                {"kind": "value", "title": "Branch", "key": "branch", "type": "string",
                 "alignment": "start", "direction": "auto"}],
    "rows": [{"kind": "group", "level": 1, "text": "Branch: RUH"},
             {"kind": "data", "cells": ["1", "RUH"]}],
    "rowCount": 1, "complete": false})"));
  const json::Value envelope = answer.json();
  const auto& warnings = *envelope.find("warnings")->elements();
  REQUIRE(warnings.size() == 2);
  CHECK(*warnings[0].find("code")->string() == "UNKNOWN_MEMBER");
  CHECK(*warnings[0].find("path")->string() == "params.unknown");
  CHECK(*warnings[1].find("code")->string() == "ORDER_OF_ITS_OWN");
  CHECK(has_arabic(*warnings[1].find("message")->string()));

  const auto records = previews_in_audit(it);
  REQUIRE(records.size() == 1);
  CHECK(records[0].organization.text() == "ACME");
  CHECK(records[0].key == it.key_id);
  CHECK(records[0].target == "shop.sales");
  CHECK(records[0].request_id == "mine");
  CHECK(records[0].detail == "rows=1");
}

TEST_CASE("a preview is refused as a submit with its body is") {
  const TestServer it;
  for (const std::string& body :
       {std::string{"{}"}, std::string{"["}, order("xx"), order("ar", "", "shop.unknown"),
        order("ar", "", "shop.closed"), order("en", "", "shop.picked"),
        order("en", "", "shop.slow"),
        order("ar", R"(, "parameters": [{"key": "nothing", "value": 1}])"),
        order("en", R"(, "query": {"sort": "-note"})")}) {
    CAPTURE(body);
    const Answer submitted = it.submit(body, {"X-Request-Id: same"});
    const Answer previewed = preview(it, body, "", {"X-Request-Id: same"});
    CHECK(previewed.status == 400);
    CHECK(previewed.body == submitted.body);
  }
  CHECK(it.ask("POST", kPreviews, {"Content-Type: text/plain"}, order()).status == 415);
}

TEST_CASE("a preview takes no other language than those of the report") {
  const TestServer it;
  const Answer other = preview(it, order("ar"), "?language=en");
  CHECK(other.status == 400);
  CHECK(other.code() == "INVALID_DATA_MODEL_PARAMETER");
  CHECK(has_arabic(other.message()));
  CHECK(preview(it, order("ar"), "?language=ar").status == 200);
  const Answer unknown = preview(it, order("en"), "?rows=9");
  CHECK(unknown.status == 400);
  CHECK_THAT(unknown.body, ContainsSubstring("\"rows\""));
}

TEST_CASE("a preview of a report in both languages is shown in the requested one") {
  TestServer it;
  it.catalogue = edited_catalogue({{"models/shop.sales.json", R"("version": 2,)",
                                    R"("version": 2, "layout": {"languages": ["ar", "en"]},)"}});
  std::atomic<language::Language> shown = language::Language::kArabic;
  it.render_preview = [&](const report::PreviewRequest& request, const auto& /*stop*/) {
    shown = request.language;
    return report::Preview{};
  };
  REQUIRE(preview(it, order("ar"), "?language=en").status == 200);
  CHECK(shown.load() == language::Language::kEnglish);
  REQUIRE(preview(it, order("ar")).status == 200);
  CHECK(shown.load() == language::Language::kArabic);
}

TEST_CASE("a preview that cannot be made says why in the language of its request") {
  TestServer it;
  std::atomic<int> calls = 0;
  it.render_preview = [&](const auto& /*request*/, const auto& /*stop*/) -> report::Preview {
    switch (calls++ / 2) {
      case 0:
        throw base::Canceled();  // as when its time is over
      case 1:
        throw base::Error("secret of the log", base::Message{"source.query_failed"});
      default:
        throw report::UnlistedValues(
            {{"params.parameters[0].value", base::Message{"server.previews_full"}}});
    }
  };
  const auto check = [&](int status, const std::string& code, const std::string& words) {
    const Answer english =
        preview(it, order("en"), "", {"Accept-Language: ar", "X-Request-Id: mine"});
    CHECK(english.status == status);
    CHECK(english.code() == code);
    CHECK_THAT(english.body, ContainsSubstring(words));
    CHECK_THAT(english.body, !ContainsSubstring("secret"));
    const Answer arabic = preview(it, order("ar"), "", {"Accept-Language: en"});
    CHECK(arabic.status == status);
    CHECK(has_arabic(arabic.message()));
  };
  check(503, "UNAVAILABLE", "Narrow the request");
  check(503, "UNAVAILABLE", "number mine");
  check(400, "INVALID_DATA_MODEL_PARAMETER", "params.parameters[0].value");
  CHECK(previews_in_audit(it).empty());
}

TEST_CASE("a preview of a source that is known to be unreachable is refused at once") {
  TestServer it;
  it.source_states["shop"] = {.is_reachable = false,
                              .reason = base::Message{"source.query_failed"}};
  it.render_preview = [](const auto& /*request*/, const std::stop_token& stop) {
    return wait_until_stopped(stop);
  };
  CHECK(preview(it, order()).status == 503);
}

TEST_CASE("previews in progress take no handler thread, and a full lane is QUEUE_FULL") {
  TestServer it;
  std::atomic<int> stopped = 0;
  it.render_preview = [&](const auto& /*request*/, const std::stop_token& stop) -> report::Preview {
    try {
      return wait_until_stopped(stop);
    } catch (const base::Canceled&) {
      ++stopped;
      stopped.notify_all();
      throw;
    }
  };
  std::vector<RawClient> clients;
  for (int i = 0; i < 5; ++i) {
    clients.emplace_back(it.server.url());
    clients.back().send(raw_request(it, order("ar")));
  }
  std::string refused;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (refused.empty() && std::chrono::steady_clock::now() < deadline) {
    for (RawClient& client : clients) {
      client.receive_within(20ms);
      refused += client.receive("");
    }
  }
  CHECK_THAT(refused, ContainsSubstring("HTTP/1.1 429"));
  CHECK_THAT(refused, ContainsSubstring("QUEUE_FULL"));
  CHECK_THAT(refused, ContainsSubstring("Retry-After: 5"));
  CHECK(has_arabic(refused));
  CHECK(it.submit(order()).status == 200);

  const auto gone_at = std::chrono::steady_clock::now();
  clients.clear();
  for (int now = stopped; now < 2; now = stopped) stopped.wait(now);
  CHECK(std::chrono::steady_clock::now() - gone_at < 1s);
}

TEST_CASE("a preview is not answered to a key that was revoked meanwhile") {
  TestServer it;
  std::promise<void> began;
  std::promise<void> may_end;
  it.render_preview = [&, ending = may_end.get_future().share()](const auto& /*request*/,
                                                                 const auto& /*stop*/) {
    began.set_value();
    ending.wait();
    report::Preview preview;
    preview.title = "secret";
    return preview;
  };
  RawClient client{it.server.url()};
  client.send(raw_request(it, order()));
  REQUIRE(began.get_future().wait_for(kPatience) == std::future_status::ready);
  REQUIRE(it.keys.revoke(it.key_id));
  it.clock.advance(2s);
  may_end.set_value();
  const std::string answer = client.receive("}}");
  CHECK_THAT(answer, ContainsSubstring("HTTP/1.1 401"));
  CHECK_THAT(answer, !ContainsSubstring("secret"));
}

TEST_CASE("the end of the server ends its previews") {
  auto it = std::make_unique<TestServer>();
  std::promise<void> began;
  it->render_preview = [&](const auto& /*request*/, const std::stop_token& stop) {
    began.set_value();
    return wait_until_stopped(stop);
  };
  RawClient client{it->server.url()};
  client.send(raw_request(*it, order()));
  REQUIRE(began.get_future().wait_for(kPatience) == std::future_status::ready);
  it->server.stop();
  CHECK_THAT(client.receive_all(), ContainsSubstring("HTTP/1.1 503"));
}
