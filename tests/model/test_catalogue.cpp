#include <chrono>
#include <filesystem>
#include <vector>

#include "model/catalogue_folder.h"
#include "model/report_specs.h"
#include "support/catch.h"

namespace {

using base::OrganizationUid;
namespace fs = std::filesystem;

}  // namespace

TEST_CASE("a catalogue is read with all its members") {
  const auto catalogue = test_catalogue();
  CHECK(catalogue->models().size() == 3);
  const model::DataModel& invoices = *catalogue->model("sales.invoices");
  CHECK(invoices.version == 3);
  CHECK(invoices.title.get(language::Language::kEnglish) == "Sales invoices");
  CHECK(invoices.column("customer")->from.ar == "customer_ar");
  CHECK(invoices.column("issuedOn")->hijri == model::HijriColumn::kAlways);
  CHECK(invoices.column("total")->aggregate == model::Aggregate::kSum);
  CHECK(invoices.query.filter.at("total").contains(model::Operator::kGt));
  CHECK(invoices.query.default_sort.at(0).descending);
  CHECK(invoices.instance_ids->max_count == 5);
  CHECK(invoices.layout.landscape == true);
  CHECK(invoices.layout.groups.at(0).subtotal);
  CHECK(invoices.limits.timeout == std::chrono::minutes{10});
  CHECK(invoices.limits.retention == std::chrono::days{7});
  CHECK(catalogue->source("erp")->path == catalogue->directory() / "data/erp.db");
  const auto najd = catalogue->organization(OrganizationUid{"najd"});
  CHECK(najd->vat_number == "300000000000003");
  CHECK(najd->calendars.size() == 2);
}

TEST_CASE("the valid part of a catalogue with errors has its valid data models") {
  const CatalogueFolder folder;
  const auto add = [&](const std::string& uid, const std::string& source, const std::string& sql) {
    std::string model = CatalogueFolder::model();
    model.replace(model.find("\"m\""), 3, '"' + uid + '"');
    model.replace(model.find("\"s\""), 3, '"' + source + '"');
    folder.write("models/" + uid + ".json", model);
    folder.write("models/" + uid + ".sql", sql);
  };
  const std::string sql = "SELECT a FROM t WHERE o = :organization_uid";
  const auto whole = [&] {
    std::string uids;
    const auto loaded = folder.load();
    CHECK((loaded.catalogue != nullptr) == loaded.errors.empty());
    if (loaded.catalogue) CHECK(loaded.catalogue == loaded.valid_part);
    CHECK(loaded.valid_part->errors() == loaded.errors);
    for (const auto& [uid, model] : loaded.valid_part->models()) uids += uid + " ";
    for (const std::string& uid : loaded.valid_part->left_out()) uids += "-" + uid + " ";
    return uids;
  };
  add("m.json", "s", sql);  // "models/m.json" is a prefix of its file names
  add("other", "t", sql);
  folder.write("sources/t.json", R"({"kind": "sqlite", "path": "t.db"})");
  CHECK(whole() == "m m.json other ");
  folder.write("sources/t.json", R"({"kind": "sqlite"})");
  CHECK(whole() == "m m.json -other ");
  folder.write("models/m.json", CatalogueFolder::model(R"("version": "three")"));
  CHECK(whole() == "m.json -m -other ");
  folder.write("models/m.json", "[]");
  CHECK(whole() == "m.json -m -other ");
  folder.write("models/m.json", "{");
  CHECK(whole() == "m.json -m -other ");
  folder.write("models/m.json", CatalogueFolder::model());
  folder.write("models/m.json.sql", "SELECT a FROM t WHERE o = :nobody");
  CHECK(whole() == "m -m.json -other ");
  folder.write("models/m.json.sql", "SELECT ':");
  CHECK(whole() == "m -m.json -other ");
  fs::remove(folder.path() / "models/m.sql");
  CHECK(whole() == "-m -m.json -other ");
  fs::remove_all(folder.path() / "models");
  CHECK(whole().empty());
  CHECK(model::catalogue_file({"models/m.json: columns[0]", {}}) == "models/m.json");
  CHECK(model::catalogue_file({"models/m.json[0]", {}}) == "models/m.json");
  CHECK(model::catalogue_file({"models/m.sql", {}}) == "models/m.sql");
}

TEST_CASE("a faulty file causes no errors in the files that refer to it") {
  const CatalogueFolder folder;
  folder.write("models/m.json", CatalogueFolder::model(R"("access": {"organizations": ["o"]})"));
  folder.write("organizations.json", R"({"organizations": [{"uid": "p", "name": "P"}]})");
  CHECK(folder.errors() == "models/m.json: access.organizations model.no_such_organization");
  for (const char* text : {"{", R"({"organizations": [{"uid": "p"}]})"}) {
    folder.write("organizations.json", text);
    CHECK_THAT(folder.errors(), !Catch::Matchers::ContainsSubstring("models/"));
    CHECK(folder.load().valid_part->model("m") != nullptr);
    CHECK(folder.load().usable_part == nullptr);  // which rows may be shown is unknown
  }
  folder.write("organizations.json", R"({"organizations": [{"uid": "o", "name": "O"}]})");
  CHECK(folder.load().usable_part != nullptr);
  for (const char* text : {"{", "[]", R"({"kind": "none"})"}) {
    folder.write("sources/s.json", text);
    CHECK_THAT(folder.errors(), !Catch::Matchers::ContainsSubstring("models/"));
    CHECK(folder.load().valid_part->models().empty());
    CHECK(folder.load().usable_part != nullptr);
  }
  fs::remove_all(folder.path() / "models");
  CHECK(folder.load().usable_part == nullptr);
}

TEST_CASE("a file may begin with a byte order mark") {
  const CatalogueFolder folder;
  folder.write("models/m.json", "\xEF\xBB\xBF" + CatalogueFolder::model());
  CHECK(folder
            .errors_of("sources/s.json",
                       "\xEF\xBB\xBF{\r\n\"kind\": \"sqlite\", "
                       "\"path\": \"s.db\"}\r\n")
            .empty());
  CHECK(folder
            .errors_of("organizations.json",
                       "\xEF\xBB\xBF{\"organizations\": [\r\n"
                       "{\"uid\": \"ACME\", \"name\": \"Acme\"}]}\r\n")
            .empty());
  CHECK(folder.errors_of("models/m.sql", "\xEF\xBB\xBFSELECT a FROM t WHERE o = :organization_uid")
            .empty());
  CHECK(folder.load().catalogue->model("m")->sql.placeholders().contains("organization_uid"));
}

TEST_CASE("organizations form a tree") {
  const auto catalogue = test_catalogue();
  const auto uid = [](const char* text) { return OrganizationUid{text}; };
  CHECK(catalogue->is_within(uid("najd"), uid("najd")));
  CHECK(catalogue->is_within(uid("najd-foods-jeddah"), uid("najd")));
  CHECK_FALSE(catalogue->is_within(uid("najd"), uid("najd-foods")));
  CHECK_FALSE(catalogue->is_within(uid("other"), uid("najd")));
  CHECK(catalogue->tree(uid("najd-foods")) ==
        std::vector{uid("najd-foods"), uid("najd-foods-jeddah")});
  CHECK(catalogue->models_open_to({uid("najd")}).size() == 2);
  CHECK(catalogue->models_open_to({uid("najd-foods")}).size() == 3);
  CHECK(catalogue->models_open_to({uid("nobody")}).empty());
}

TEST_CASE("without organizations.json every uid is an organization without a parent") {
  const CatalogueFolder folder;
  const auto catalogue = folder.load().catalogue;
  REQUIRE(catalogue != nullptr);
  const OrganizationUid uid{"anyone"};
  CHECK(catalogue->organization(uid)->name.en == "anyone");
  CHECK(catalogue->tree(uid) == std::vector{uid});
  CHECK(catalogue->is_open(*catalogue->model("m"), {uid}));
  CHECK_FALSE(catalogue->is_within(OrganizationUid{"else"}, uid));
}

TEST_CASE("all errors of a catalogue name file and path, and no catalogue is loaded") {
  const CatalogueFolder folder;
  CHECK(folder.errors().empty());
  folder.write("models/Bad Name.json", "{}");
  folder.write("models/b.json", "{");
  folder.write("models/c.json", R"({"uid": "x"})");
  folder.write("models/c.sql", "SELECT '");
  folder.write("sources/t.json", R"({"kind": "oracle", "host": "h"})");
  folder.write("organizations.json", R"({"organizations": [{"uid": "o", "name": "O", "parent": "p"},
      {"uid": "o", "name": "O"}, {"uid": "-", "name": {}, "timeZone": "Mars/Base"},
      {"uid": "x", "name": "X", "parent": "y"}, {"uid": "y", "name": "Y", "parent": "x"}]})");
  const std::string all = folder.errors();
  for (const char* error :
       {"models/Bad Name.json model.not_file_uid", "models/b.json json.not_json",
        "models/c.json: uid model.uid_is_not_file_name", "models/c.json: title model.missing",
        "models/c.json: source model.missing", "models/c.json: columns model.missing",
        "models/c.sql model.sql_open_quote", "sources/t.json: kind model.not_one_of",
        "sources/t.json: path model.missing", "sources/t.json: host model.unknown_member",
        "organizations.json: organizations[0] model.no_such_organization",
        "organizations.json: organizations[1] model.twice",
        "organizations.json: organizations[2].uid model.not_uid",
        "organizations.json: organizations[2].name model.not_localized",
        "organizations.json: organizations[2].timeZone language.unknown_zone",
        "organizations.json: organizations[3] model.organization_above_itself"}) {
    CHECK_THAT(all, Catch::Matchers::ContainsSubstring(error));
  }
  // An organization without a uid is not the parent of those without a parent.
  folder.write("organizations.json", R"({"organizations": [{"uid": "o", "name": "O"},
      {"parent": "o", "name": "P"}]})");
  CHECK_THAT(folder.errors(), Catch::Matchers::ContainsSubstring(
                                  "organizations.json: organizations[1].uid model.missing"));
  const auto nowhere = folder.path() / "nowhere";
  CHECK(listed(model::Catalogue::load(nowhere).errors) ==
        nowhere.string() + " model.no_catalogue_folder");
  fs::create_directory(nowhere);
  CHECK(listed(model::Catalogue::load(nowhere).errors) ==
        nowhere.string() + " model.no_models_folder");
}
