#include "json/value.h"

#include <charconv>
#include <cmath>

#include "base/error.h"

namespace json {
namespace {

template <class Type>
std::string shortest(Type value) {
  char text[32];
  const auto end = std::to_chars(std::begin(text), std::end(text), value).ptr;
  return {std::begin(text), end};
}

}  // namespace

Value::Value() = default;

Value::Value(std::int64_t value) : content_(Number{shortest(value)}) {}

Value::Value(double value) {
  if (std::isfinite(value)) content_ = Number{shortest(value)};
}

Value::Value(Object members) : content_(std::move(members)) {}

Value Value::object(std::initializer_list<Member> members) { return Value{Object{members}}; }

std::optional<std::int64_t> Value::integer() const {
  const Number* digits = number();
  if (digits == nullptr) return std::nullopt;
  std::int64_t value = 0;
  const char* end = digits->text.data() + digits->text.size();
  const auto [stop, fault] = std::from_chars(digits->text.data(), end, value);
  if (fault != std::errc{} || stop != end) return std::nullopt;
  return value;
}

const Value* Value::find(std::string_view name) const {
  if (members() == nullptr) return nullptr;
  for (const Member& member : *members()) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

void Value::add(std::string name, Value value) {
  if (members() == nullptr) throw base::Error("json: a member is added to what is no object");
  std::get<Object>(content_).push_back({std::move(name), std::move(value)});
}

void Value::add(Value element) {
  if (elements() == nullptr) throw base::Error("json: an element is added to what is no array");
  std::get<Array>(content_).push_back(std::move(element));
}

bool Value::operator==(const Value& other) const { return content_ == other.content_; }

}  // namespace json
