#include "server/routes/console_routes.h"

#include <array>
#include <utility>

#include "asset/asset.h"
#include "base/digest.h"
#include "base/error.h"
#include "server/api/html_page.h"
#include "server/api/problem.h"

namespace server {
namespace {

constexpr std::string_view kFolder = "assets/console/";
constexpr std::string_view kPage = "index.html";
constexpr std::size_t kDigestLength = 16;  // characters

// Without 'unsafe-inline' or 'unsafe-eval', so that no text of a caller can become a script.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

std::string media_type(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 6> kTypes{
      {{".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json; charset=utf-8"},
       {".html", "text/html; charset=utf-8"},
       {".svg", "image/svg+xml"},
       {".woff2", "font/woff2"}}};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "text/plain; charset=utf-8";
}

SharedBytes shared(std::string_view bytes) { return std::make_shared<const std::string>(bytes); }

bool accepts_gzip(const Request& request) {
  return request.headers.find("Accept-Encoding").value_or("").find("gzip") !=
         std::string_view::npos;
}

bool has_etag(const Request& request, std::string_view etag) {
  return request.headers.find("If-None-Match").value_or("").find(etag) != std::string_view::npos;
}

}  // namespace

ConsoleRoutes::ConsoleRoutes(const std::string& base_path) {
  std::string digests;
  for (const std::string_view name : asset::names(kFolder)) {
    if (name.ends_with(".gz")) continue;
    const std::string_view bytes = asset::bytes(name);
    const std::string digest = base::base64url(base::sha256(bytes));
    const std::string compressed = std::string{name} + ".gz";
    const bool has_gzip = !asset::names(compressed).empty();
    files_.emplace(name.substr(kFolder.size()),
                   File{.media_type = media_type(name),
                        .etag = "\"" + digest + "\"",
                        .bytes = shared(bytes),
                        .gzip = has_gzip ? shared(asset::bytes(compressed)) : nullptr});
    digests += digest;
  }
  digest_ = base::base64url(base::sha256(digests)).substr(0, kDigestLength);
  asset_path_ = "/console/assets/" + digest_ + "/";
  const auto index = files_.find(kPage);
  if (index == files_.end()) throw base::Error("console: no page is embedded");
  page_ = shared(
      replace_placeholder(*index->second.bytes, "assets", escape_html(base_path + asset_path_)));
}

Response ConsoleRoutes::operator()(const Request& request) const {
  static constexpr std::string_view kAssets = "/console/assets/";
  const std::string_view path = request.path;
  if (!path.starts_with(kAssets)) return page(request);
  if (path.starts_with(asset_path_)) return file(request, path.substr(asset_path_.size()));
  return path.ends_with(".js") ? reload() : throw not_found();
}

Response ConsoleRoutes::page(const Request& request) const {
  const std::string etag = "\"" + digest_ + "\"";
  Response response{.headers = {}, .body = page_};
  response.headers.set("Content-Type", media_type(kPage));
  response.headers.set("Content-Security-Policy", kPolicy);
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.set("Cache-Control", "no-cache");
  response.headers.set("ETag", etag);
  if (has_etag(request, etag)) {
    response.status = 304;
    response.body = std::string{};
  }
  return response;
}

Response ConsoleRoutes::file(const Request& request, std::string_view name) const {
  const auto found = files_.find(name);
  if (found == files_.end() || name == kPage) throw not_found();
  const File& file = found->second;
  Response response;
  response.headers.set("Content-Type", file.media_type);
  response.headers.set("Cache-Control", "public, max-age=31536000, immutable");
  response.headers.set("ETag", file.etag);
  if (file.gzip) response.headers.set("Vary", "Accept-Encoding");
  if (has_etag(request, file.etag)) {
    response.status = 304;
    return response;
  }
  const bool is_compressed = file.gzip && accepts_gzip(request);
  if (is_compressed) response.headers.set("Content-Encoding", "gzip");
  response.body = is_compressed ? file.gzip : file.bytes;
  return response;
}

/// A script of another version: the page of an old tab asks for it. This one reloads the page, once
/// for each version, so that a failure does not repeat itself.
Response ConsoleRoutes::reload() const {
  return Response::text(200, "text/javascript; charset=utf-8",
                        "const key = \"gormic-bi.reloaded\";\n"
                        "if (sessionStorage.getItem(key) !== \"" +
                            digest_ + "\") {\n  sessionStorage.setItem(key, \"" + digest_ +
                            "\");\n  location.reload();\n}\n");
}

}  // namespace server
