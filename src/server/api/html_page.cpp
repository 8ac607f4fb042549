#include "server/api/html_page.h"

#include <string>
#include <string_view>
#include <utility>

#include "asset/asset.h"
#include "base/digest.h"

namespace server {
namespace {

/// CSP 3, section 2.3.1, accepts base64url, too, but requires the padding.
std::string csp_hashes(std::string_view html, std::string_view open, std::string_view close) {
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

std::string escape_html(std::string_view text) {
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

std::string replace_placeholder(std::string text, std::string_view name, std::string_view value) {
  const std::string placeholder = "{{" + std::string{name} + "}}";
  for (std::size_t at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + value.size())) {
    text.replace(at, placeholder.size(), value);
  }
  return text;
}

Response html_page(int status, std::string html) {
  const std::string policy =
      "default-src 'none'; style-src" + csp_hashes(html, "<style>", "</style>") + "; script-src" +
      csp_hashes(html, "<script>", "</script>") +
      (html.find("@font-face") == std::string::npos ? "" : "; font-src 'self'") +
      "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  Response response = Response::text(status, "text/html; charset=utf-8", std::move(html));
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

bool accepts_html(const Request& request) {
  return request.headers.find("Accept").value_or("").find("text/html") != std::string_view::npos;
}

Response problem_page(const language::MessageCatalog& messages, const Problem& problem,
                      std::string_view console) {
  using language::Language;
  std::string html{asset::bytes("assets/docs/problem.html")};
  for (const Language language : {Language::kArabic, Language::kEnglish}) {
    std::string text = escape_html(messages.text(language, problem.message()));
    if (!console.empty()) {
      text += " <a href=\"" + escape_html(console) + "\">" +
              escape_html(messages.text(language, base::Message{"server.open_console"})) + "</a>";
    }
    html = replace_placeholder(std::move(html), language::code(language), text);
  }
  return html_page(problem.status(), std::move(html));
}

}  // namespace server
