#pragma once

#include <string>
#include <string_view>

#include "language/message_catalog.h"
#include "server/api/problem.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Whether the request is one of a browser that opens a page.
[[nodiscard]] bool accepts_html(const Request& request);

/// A problem as a page for a browser, in both languages. `console` is the public path of the
/// console, to which the page links, or empty.
[[nodiscard]] Response problem_page(const language::MessageCatalog& messages,
                                    const Problem& problem, std::string_view console = {});

/// The page with a Content-Security-Policy that allows only its own inline scripts and styles, by
/// their digests, and loads nothing but the fonts that they name, from this server.
[[nodiscard]] Response html_page(int status, std::string html);

/// Escapes text for HTML content and quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);
/// Replaces every "{{name}}" in `text`.
[[nodiscard]] std::string replace_placeholder(std::string text, std::string_view name,
                                              std::string_view value);

}  // namespace server
