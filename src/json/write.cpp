#include "json/write.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/utf8.h"

namespace json {
namespace {

rapidjson::SizeType to_size(const std::string& text) {
  return static_cast<rapidjson::SizeType>(text.size());
}

/// Recurses as deep as the value, which json::parse() or the program itself has limited.
template <class Writer>
void write_value(Writer& writer, const Value& value) {
  if (const bool* boolean = value.boolean()) {
    writer.Bool(*boolean);
  } else if (const Number* number = value.number()) {
    writer.RawValue(number->text.data(), number->text.size(), rapidjson::kNumberType);
  } else if (const std::string* text = value.string()) {
    const std::string clean = base::is_utf8(*text) ? *text : base::sanitize_utf8(*text);
    writer.String(clean.data(), to_size(clean));
  } else if (const Value::Array* elements = value.elements()) {
    writer.StartArray();
    for (const Value& element : *elements) write_value(writer, element);
    writer.EndArray();
  } else if (const Value::Object* members = value.members()) {
    writer.StartObject();
    for (const Member& member : *members) {
      writer.Key(member.name.data(), to_size(member.name));
      write_value(writer, member.value);
    }
    writer.EndObject();
  } else {
    writer.Null();
  }
}

}  // namespace

std::string write(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  write_value(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string write_indented(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  write_value(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace json
