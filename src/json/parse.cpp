#include "json/parse.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"

namespace json {
namespace {

/// Builds the tree from RapidJSON's events, with an explicit stack. A function that returns false
/// stops the parser.
class Builder {
 public:
  explicit Builder(Limits limits) : limits_(limits) {}

  bool Null() { return add_value(Value{}); }
  bool Bool(bool value) { return add_value(Value{value}); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    return add_value(Value{Number{{text, length}}});
  }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    const std::string_view view{text, length};
    return is_text(view) && add_value(Value{view});
  }
  bool StartObject() { return open(Value::object()); }
  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    std::string name{text, length};
    if (!is_text(name)) return false;
    Frame& frame = stack_.back();
    if (!frame.names.insert(name).second) return reject({"json.duplicate_key", {{"key", name}}});
    frame.key = std::move(name);
    return true;
  }
  bool EndObject(rapidjson::SizeType /*count*/) { return close(); }
  bool StartArray() { return open(Value::array()); }
  bool EndArray(rapidjson::SizeType /*count*/) { return close(); }

  // Not called, since numbers stay text.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  [[nodiscard]] const std::optional<base::Message>& rejection() const { return rejection_; }
  [[nodiscard]] Value release_root() { return std::move(root_); }

 private:
  struct Frame {
    Value value;
    std::string key = {};
    std::set<std::string> names = {};  // of this object
  };

  /// RapidJSON accepts a lone low surrogate, which is malformed UTF-8: a syntax error here.
  bool is_text(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return reject({"json.null_character"});
    return base::is_utf8(text);
  }

  bool reject(base::Message reason) {
    rejection_ = std::move(reason);
    return false;
  }

  bool open(Value container) {
    if (stack_.size() >= limits_.max_depth) {
      return reject({"json.too_deep", {{"limit", static_cast<std::int64_t>(limits_.max_depth)}}});
    }
    stack_.push_back({std::move(container)});
    return count();
  }

  bool close() {
    Value done = std::move(stack_.back().value);
    stack_.pop_back();
    attach(std::move(done));
    return true;
  }

  bool add_value(Value value) {
    attach(std::move(value));
    return count();
  }

  bool count() {
    if (++count_ > limits_.max_values) {
      return reject(
          {"json.too_many_values", {{"limit", static_cast<std::int64_t>(limits_.max_values)}}});
    }
    return true;
  }

  void attach(Value value) {
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().value.members() != nullptr) {
      stack_.back().value.add(std::move(stack_.back().key), std::move(value));
    } else {
      stack_.back().value.add(std::move(value));
    }
  }

  Limits limits_;
  std::size_t count_ = 0;
  std::vector<Frame> stack_;
  Value root_;
  std::optional<base::Message> rejection_;
};

base::Message syntax_error(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::ranges::count(before, '\n');
  const auto newline = before.rfind('\n');
  const auto column =
      newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
  return {
      "json.not_json",
      {{"line", static_cast<std::int64_t>(line)}, {"column", static_cast<std::int64_t>(column)}}};
}

}  // namespace

Value parse(std::string_view text, Limits limits) {
  text = base::without_byte_order_mark(text);
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  Builder builder(limits);
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseNumbersAsStringsFlag;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (!result.IsError()) {
    // The reader ends the text at a NUL.
    if (stream.Tell() == text.size()) return builder.release_root();
    throw base::Error("json: text after a NUL", syntax_error(text, stream.Tell()));
  }
  if (builder.rejection())
    throw base::Error("json: " + builder.rejection()->key, *builder.rejection());
  throw base::Error(std::string{"json: "} + rapidjson::GetParseError_En(result.Code()),
                    syntax_error(text, result.Offset()));
}

}  // namespace json
