#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

/// Header fields in the order they were sent; names are compared ignoring case. No value contains a
/// control character, so no field can inject another. A value.
class Fields {
 public:
  using Field = std::pair<std::string, std::string>;

  /// Appends. Throws base::Error if the name is not a token or the value contains a control
  /// character.
  void add(std::string name, std::string value);
  /// Replaces all fields of that name.
  void set(std::string name, std::string value);

  /// The first value of that name.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& all() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

/// Whether it is a token (RFC 9110, section 5.6.2), as methods and field names are.
[[nodiscard]] bool is_token(std::string_view text);

}  // namespace server
