#pragma once

#include <string>
#include <string_view>

namespace workbook {

/// Reads well-formed XML tag by tag; namespaces, comments and CDATA are not known to it. The text
/// must outlive it. Not thread-safe.
class XmlScanner {
 public:
  explicit XmlScanner(std::string_view xml) : rest_(xml) {}

  /// Moves to the next tag; false at the end.
  bool next();

  // Of the current tag.
  /// "row", or "/row" for an end tag.
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] bool is_empty_element() const { return is_empty_element_; }
  /// As written, still escaped; empty if it is absent.
  [[nodiscard]] std::string_view attribute(std::string_view name) const;
  /// The text between this tag and the next, unescaped.
  [[nodiscard]] std::string text() const;

 private:
  std::string_view rest_;  // after the current tag
  std::string_view name_;
  std::string_view attributes_;
  bool is_empty_element_ = false;
};

/// Replaces the five named references and decimal references of ASCII characters.
[[nodiscard]] std::string unescape_xml(std::string_view xml);

}  // namespace workbook
