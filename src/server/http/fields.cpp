#include "server/http/fields.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/error.h"

namespace server {
namespace {

bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

}  // namespace

bool is_token(std::string_view text) {
  static constexpr std::string_view kTokenSymbols = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return base::is_alphanumeric(c) || kTokenSymbols.find(c) != std::string_view::npos;
  });
}

void Fields::add(std::string name, std::string value) {
  if (!is_token(name)) throw base::Error("header field: its name is no token");
  if (std::ranges::any_of(value, is_control)) {
    throw base::Error("header field " + name + ": a control character in its value");
  }
  fields_.emplace_back(std::move(name), std::move(value));
}

void Fields::set(std::string name, std::string value) {
  std::erase_if(fields_,
                [&](const Field& field) { return base::equal_ignoring_case(field.first, name); });
  add(std::move(name), std::move(value));
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      fields_, [&](const Field& field) { return base::equal_ignoring_case(field.first, name); });
  if (found == fields_.end()) return std::nullopt;
  return found->second;
}

std::size_t Fields::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      fields_, [&](const Field& field) { return base::equal_ignoring_case(field.first, name); }));
}

}  // namespace server
