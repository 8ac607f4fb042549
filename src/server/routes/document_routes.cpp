#include "server/routes/document_routes.h"

#include <utility>

#include "asset/asset.h"
#include "base/error.h"
#include "json/parse.h"
#include "json/write.h"
#include "server/api/html_page.h"

namespace server {
namespace {

json::Value parse_asset(std::string_view name) { return json::parse(asset::bytes(name)); }

json::Value joined(const json::Value& base, const json::Value& more) {
  json::Value list = base;
  for (const json::Value& element : *more.elements()) list.add(element);
  return list;
}

/// Merges two objects; a member that both have must be an object in both, or a list.
json::Value merge_objects(const json::Value& base, const json::Value& more,
                          const std::string& place) {
  if (base.elements() != nullptr && more.elements() != nullptr) return joined(base, more);
  if (base.members() == nullptr || more.members() == nullptr) {
    throw base::Error("OpenAPI document: " + place + " is in the contract already");
  }
  json::Value result = json::Value::object();
  for (const json::Member& member : *base.members()) {
    const json::Value* other = more.find(member.name);
    result.add(member.name, other == nullptr
                                ? member.value
                                : merge_objects(member.value, *other, place + "/" + member.name));
  }
  for (const json::Member& member : *more.members()) {
    if (base.find(member.name) == nullptr) result.add(member.name, member.value);
  }
  return result;
}

/// Escapes JSON for a script element, which its text must not close.
std::string escape_for_script(std::string text) {
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
    text.replace(at, 1, "\\u003c");
  }
  return text;
}

/// The console's fonts, and its address.
std::string add_console(std::string html, const std::string& assets) {
  constexpr std::string_view kAbove = "../";  // from the folder of the console's style sheet
  std::string fonts;
  if (!assets.empty()) {
    fonts = asset::bytes("assets/console/style/fonts.css");
    for (std::size_t at = fonts.find(kAbove); at != std::string::npos;
         at = fonts.find(kAbove, at + assets.size())) {
      fonts.replace(at, kAbove.size(), assets);
    }
  }
  const std::string address = assets.substr(0, assets.find("/assets/"));
  html = replace_placeholder(std::move(html), "console", address.empty() ? "#" : address);
  return replace_placeholder(std::move(html), "fonts", fonts);
}

std::string render_page(const std::string& document, const std::string& console_assets) {
  std::string html{asset::bytes("assets/docs/docs.html")};
  html = replace_placeholder(std::move(html), "style", asset::bytes("assets/docs/docs.css"));
  html = replace_placeholder(std::move(html), "script", asset::bytes("assets/docs/docs.js"));
  html = replace_placeholder(std::move(html), "texts",
                             escape_for_script(json::write(parse_asset("assets/docs/texts.json"))));
  html = add_console(std::move(html), console_assets);
  return replace_placeholder(std::move(html), "document", escape_for_script(document));
}

}  // namespace

json::Value openapi_document(const std::string& server_url) {
  json::Value document = merge_objects(parse_asset("assets/contract/gormic-bi-openapi.json"),
                                       parse_asset("assets/docs/openapi.json"), "");
  document.add("servers", json::Value::Array{json::Value::object({{"url", server_url}})});
  return document;
}

DocumentRoutes::DocumentRoutes(const std::string& base_url, const std::string& console_assets)
    : document_(std::make_shared<const std::string>(
          json::write_indented(openapi_document(base_url.empty() ? "/" : base_url)))) {
  Response drawn_page = html_page(200, render_page(*document_, console_assets));
  page_headers_ = std::move(drawn_page.headers);
  page_ = std::make_shared<const std::string>(std::get<std::string>(std::move(drawn_page.body)));
}

Response DocumentRoutes::openapi(const Request&) const {
  Response response = Response::text(200, "application/json; charset=utf-8", {});
  response.body = document_;
  return response;
}

Response DocumentRoutes::docs(const Request&) const {
  return {.headers = page_headers_, .body = page_};
}

}  // namespace server
