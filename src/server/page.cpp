#include "server/page.h"

#include <string>
#include <string_view>
#include <utility>

#include "asset/asset.h"
#include "base/digest.h"

namespace server {
namespace {

/// CSP 3, section 2.3.1, takes base64url too, but wants the padding.
std::string sources(std::string_view html, std::string_view open, std::string_view close) {
  std::string list;
  std::size_t at = 0;
  while ((at = html.find(open, at)) != std::string_view::npos) {
    at += open.size();
    const std::size_t end = html.find(close, at);
    if (end == std::string_view::npos) break;
    list += " 'sha256-" + base::base64url(base::sha256(html.substr(at, end - at))) + "='";
  }
  return list.empty() ? " 'none'" : list;
}

}  // namespace

std::string escaped_html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string filled(std::string text, std::string_view name, std::string_view value) {
  const std::string mark = "{{" + std::string{name} + "}}";
  for (std::size_t at = text.find(mark); at != std::string::npos;
       at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
  return text;
}

Response page(int status, std::string html) {
  const std::string policy = "default-src 'none'; style-src" +
                             sources(html, "<style>", "</style>") + "; script-src" +
                             sources(html, "<script>", "</script>") +
                             "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  Response response = Response::text(status, "text/html; charset=utf-8", std::move(html));
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

Response problem_page(const language::MessageCatalog& messages, const Problem& problem) {
  using language::Language;
  std::string html{asset::bytes("assets/docs/problem.html")};
  html = filled(std::move(html), "ar",
                escaped_html(messages.text(Language::kArabic, problem.message())));
  html = filled(std::move(html), "en",
                escaped_html(messages.text(Language::kEnglish, problem.message())));
  return page(problem.status(), std::move(html));
}

}  // namespace server
