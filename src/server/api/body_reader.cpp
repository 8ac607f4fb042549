#include "server/api/body_reader.h"

#include <utility>

#include "model/reader/json_reader.h"
#include "model/value/time_text.h"
#include "server/api/json_body.h"
#include "server/api/problem.h"

namespace server {
namespace {

std::string trimmed(const std::string& text) {
  constexpr const char* kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

json::Value read(const Request& request, bool may_be_absent) {
  if (may_be_absent && request.body.empty() && !request.error) return json::Value::object();
  require_json(request);
  return parse_json_body(request);
}

}  // namespace

BodyReader::BodyReader(const Request& request, bool may_be_absent)
    : body_(read(request, may_be_absent)) {
  if (body_.members() == nullptr) add_fault("", base::Message{"server.bad_object"});
}

const json::Value* BodyReader::find(const char* name) {
  known_.insert(name);
  return body_.find(name);
}

std::optional<std::string> BodyReader::text(const char* name) {
  const json::Value* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (const std::string* text = value->string()) return trimmed(*text);
  add_fault(name, base::Message{"server.bad_text"});
  return std::nullopt;
}

std::optional<bool> BodyReader::boolean(const char* name) {
  const json::Value* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (const bool* boolean = value->boolean()) return *boolean;
  add_fault(name, base::Message{"server.bad_boolean"});
  return std::nullopt;
}

std::optional<std::int64_t> BodyReader::integer(const char* name, std::int64_t least,
                                                std::int64_t most) {
  const json::Value* value = find(name);
  if (value == nullptr) return std::nullopt;
  const auto number = value->integer();
  if (number && *number >= least && *number <= most) return number;
  add_fault(name, base::Message{"server.bad_integer", {{"least", least}, {"most", most}}});
  return std::nullopt;
}

std::optional<std::vector<std::string>> BodyReader::texts(const char* name) {
  const json::Value* value = find(name);
  if (value == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  bool is_valid = value->elements() != nullptr;
  if (is_valid) {
    for (const json::Value& element : *value->elements()) {
      const std::string* text = element.string();
      is_valid = is_valid && text != nullptr;
      if (text != nullptr) texts.push_back(*text);
    }
  }
  if (is_valid) return texts;
  add_fault(name, base::Message{"server.bad_texts"});
  return std::nullopt;
}

std::optional<base::Time> BodyReader::time(const char* name) {
  const json::Value* value = find(name);
  if (value == nullptr) return std::nullopt;
  const std::string* text = value->string();
  const auto time =
      text == nullptr ? std::nullopt : model::parse_moment(*text, language::TimeZone{});
  if (!time) add_fault(name, base::Message{"server.bad_time"});
  return time;
}

void BodyReader::add_fault(std::string path, base::Message reason) {
  faults_.push_back({std::move(path), std::move(reason)});
}

void BodyReader::reject_unknown_members() {
  if (body_.members() == nullptr) return;
  std::string allowed;
  for (const std::string& name : known_) allowed += (allowed.empty() ? "" : ", ") + name;
  for (const auto& [name, value] : *body_.members()) {
    if (known_.contains(name)) continue;
    add_fault(model::abbreviated(name),
              base::Message{"model.unknown_member", {{"allowed", allowed}}});
  }
}

void BodyReader::throw_if_faulty() {
  reject_unknown_members();
  if (faults_.empty()) return;
  throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"server.bad_body"}, faults_};
}

}  // namespace server
