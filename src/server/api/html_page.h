#pragma once

#include "language/message_catalog.h"
#include "server/api/problem.h"
#include "server/http/response.h"

namespace server {

/// A problem as a page that a person reads in a browser, in both languages at once.
[[nodiscard]] Response problem_page(const language::MessageCatalog& messages,
                                    const Problem& problem);

/// The page as it is, with a Content-Security-Policy that lets only its own inline script and style
/// run, by their digests, and loads nothing.
[[nodiscard]] Response html_page(int status, std::string html);

/// Text for HTML's content and quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);
/// Every "{{name}}" in `text` replaced.
[[nodiscard]] std::string replace_placeholder(std::string text, std::string_view name,
                                              std::string_view value);

}  // namespace server
