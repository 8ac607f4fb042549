#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace json {

struct Member;

/// A number as it was written, so that amounts and long ids keep all their digits.
struct Number {
  std::string text;

  bool operator==(const Number&) const = default;
};

/// A JSON value that owns its parts; members keep their order. Not thread-safe.
class Value {
 public:
  using Array = std::vector<Value>;
  using Object = std::vector<Member>;

  Value();
  Value(std::nullptr_t);
  Value(bool value);
  Value(int value);
  Value(std::int64_t value);
  Value(double value);
  Value(Number value);
  Value(const char* text);
  Value(std::string_view text);
  Value(std::string text);
  Value(Array elements);
  Value(Object members);

  [[nodiscard]] static Value object(std::initializer_list<Member> members = {});
  [[nodiscard]] static Value array();

  [[nodiscard]] bool is_null() const { return content_.index() == 0; }

  // Each is null when the value is of another kind.
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&content_); }
  [[nodiscard]] const Number* number() const { return std::get_if<Number>(&content_); }
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&content_); }
  [[nodiscard]] const Array* elements() const { return std::get_if<Array>(&content_); }
  [[nodiscard]] const Object* members() const { return std::get_if<Object>(&content_); }

  /// A whole number within 64 bits; with a fraction of zeros ("5.0", as serializers write that only
  /// know binary floating point) within 2^53. Absent for other values, and for an exponent.
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  /// The member of an object; null when it is missing, or this is not an object.
  [[nodiscard]] const Value* find(std::string_view name) const;

  /// Adds a member to an object, or an element to an array.
  void add(std::string name, Value value);
  void add(Value element);

  bool operator==(const Value&) const;

 private:
  std::variant<std::monostate, bool, Number, std::string, Array, Object> content_;
};

struct Member {
  std::string name;
  Value value;

  bool operator==(const Member&) const = default;
};

// After Member, which must be complete.
inline Value::Value(std::nullptr_t) {}
inline Value::Value(bool value) : content_(value) {}
inline Value::Value(int value) : Value(std::int64_t{value}) {}
inline Value::Value(Number value) : content_(std::move(value)) {}
inline Value::Value(const char* text) : content_(std::string{text}) {}
inline Value::Value(std::string_view text) : content_(std::string{text}) {}
inline Value::Value(std::string text) : content_(std::move(text)) {}
inline Value::Value(Array elements) : content_(std::move(elements)) {}
inline Value Value::array() { return Value{Array{}}; }

}  // namespace json
