#include "model/source_reader.h"

#include <array>

#include "model/reference_reader.h"

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, SourceKind>, 1> kKinds{
    {{"sqlite", SourceKind::kSqlite}}};

}  // namespace

SourceDefinition read_source(const Node& node, std::string_view name,
                             const std::filesystem::path& directory) {
  Members members{node};
  SourceDefinition source;
  source.name = name;
  static_cast<void>(members.find("$schema"));
  if (const auto kind = members.require("kind")) {
    source.kind = kind->one_of<SourceKind>(kKinds).value_or(SourceKind::kSqlite);
  }
  if (const auto path = members.require("path")) {
    const auto text = read_reference(*path);
    if (text && text->empty()) path->fault(base::Phrase{"model.empty_text"});
    if (text) source.path = (directory / *text).lexically_normal();
  }
  members.refuse_unknown();
  return source;
}

}  // namespace model
