#pragma once

#include "language/message_catalog.h"
#include "server/problem.h"
#include "server/response.h"

namespace server {

/// A problem as a page that a person reads in a browser, in both languages at once.
[[nodiscard]] Response problem_page(const language::MessageCatalog& messages,
                                    const Problem& problem);

/// The page as it is, with a Content-Security-Policy that lets only its own inline script and style
/// run, by their digests, and loads nothing.
[[nodiscard]] Response page(int status, std::string html);

/// Text for HTML's content and quoted attributes.
[[nodiscard]] std::string escaped_html(std::string_view text);
/// Every "{{name}}" in `text` replaced.
[[nodiscard]] std::string filled(std::string text, std::string_view name, std::string_view value);

}  // namespace server
