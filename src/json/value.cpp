#include "json/value.h"

#include <charconv>
#include <cmath>

#include "base/error.h"
#include "base/parse_integer.h"

namespace json {
namespace {

template <class Type>
std::string format_shortest(Type value) {
  char text[32];
  const auto end = std::to_chars(std::begin(text), std::end(text), value).ptr;
  return {std::begin(text), end};
}

}  // namespace

Value::Value() = default;

Value::Value(std::int64_t value) : content_(Number{format_shortest(value)}) {}

Value::Value(double value) {
  if (std::isfinite(value)) content_ = Number{format_shortest(value)};
}

Value::Value(Object members) : content_(std::move(members)) {}

Value Value::object(std::initializer_list<Member> members) { return Value{Object{members}}; }

std::optional<std::int64_t> Value::integer() const {
  constexpr std::int64_t kMaxExact = std::int64_t{1} << 53;  // in binary floating point
  if (number() == nullptr) return std::nullopt;
  const std::string_view text = number()->text;
  const std::string_view whole = text.substr(0, text.find('.'));
  const auto value = base::parse_integer<std::int64_t>(whole);
  if (!value || whole.size() == text.size()) return value;
  const std::string_view fraction = text.substr(whole.size() + 1);
  const bool is_zero = !fraction.empty() && fraction.find_first_not_of('0') == fraction.npos;
  return is_zero && *value >= -kMaxExact && *value <= kMaxExact ? value : std::nullopt;
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
