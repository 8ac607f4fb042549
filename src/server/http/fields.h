#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

/// Header fields in the order of the wire; names are compared without regard to case. A value never
/// holds a control character, whoever wrote it, so that no field can become two.
class Fields {
 public:
  using Field = std::pair<std::string, std::string>;

  /// Appends. Throws base::Error where the name is no token or the value holds a control character.
  void add(std::string name, std::string value);
  /// Puts it in the place of all of that name.
  void set(std::string name, std::string value);

  /// The first of that name.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& all() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

/// The same text, where the case of A-Z does not count.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

/// A token of RFC 9110, section 5.6.2, as methods and field names are.
[[nodiscard]] bool is_token(std::string_view text);

}  // namespace server
