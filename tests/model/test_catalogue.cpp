#include <cstdlib>
#include <fstream>
#include <set>
#include <tuple>

#include "base/digest.h"
#include "base/error.h"
#include "support/catch.h"
#include "json/write.h"
#include "language/message_catalog.h"
#include "model/report_specs.h"
#include "support/temp_dir.h"

namespace {

using base::OrganizationUid;
namespace fs = std::filesystem;

/// A catalogue folder of one whole model, of which a test writes single files anew.
class Folder {
 public:
  Folder() {
    write("sources/s.json", R"({"kind": "sqlite", "path": "s.db"})");
    write("models/m.json", model());
    write("models/m.sql", "SELECT a FROM t WHERE o = :organization_uid");
  }

  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((scratch_.path() / file).parent_path());
    std::ofstream{scratch_.path() / file} << text;
  }

  /// models/m.json with other members, one of which may take the place of the columns.
  static std::string model(const std::string& members = "") {
    const bool has_columns = members.find("\"columns\"") != std::string::npos;
    return R"({"uid": "m", "title": "M", "source": "s")" + (members.empty() ? "" : ", " + members) +
           (has_columns ? "}" : R"(, "columns": [{"key": "a", "type": "string"},
                                                 {"key": "d", "type": "date"}]})");
  }

  [[nodiscard]] model::Catalogue::Loaded load() const {
    return model::Catalogue::load(scratch_.path());
  }
  [[nodiscard]] std::string faults() const {
    const auto loaded = load();
    CHECK((loaded.catalogue == nullptr) == !loaded.errors.empty());
    return listed(loaded.errors);
  }
  [[nodiscard]] std::string faults_of(const std::string& file, const std::string& text) const {
    write(file, text);
    return faults();
  }
  [[nodiscard]] std::string faults_with(const std::string& members) const {
    return faults_of("models/m.json", model(members));
  }
  [[nodiscard]] const fs::path& path() const { return scratch_.path(); }

 private:
  TempDir scratch_;
};

}  // namespace

TEST_CASE("a catalogue is read whole") {
  const auto catalogue = test_catalogue();
  CHECK(catalogue->models().size() == 3);
  const model::DataModel& invoices = *catalogue->model("sales.invoices");
  CHECK(invoices.version == 3);
  CHECK(invoices.title.get(language::Language::kEnglish) == "Sales invoices");
  CHECK(invoices.column("customer")->from.ar == "customer_ar");
  CHECK(invoices.column("issuedOn")->hijri);
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

TEST_CASE("what is missing or not for callers is warned of") {
  const Folder folder;
  folder.write("models/m.json",
               Folder::model(R"("layout": {"languages": ["ar"], "groups": [{"by": "a"}]},
      "parameters": [{"key": "p", "type": "integer"}],
      "query": {"filter": {"a": ["contains"]}}, "fileName": {"en": "x"})"));
  const auto loaded = folder.load();
  CHECK(listed(loaded.errors).empty());
  CHECK(listed(loaded.warnings) ==
        "models/m.json: parameters[0].label model.no_title | "
        "models/m.json: columns[0].title model.no_title | "
        "models/m.json: columns[1].title model.no_title | "
        "models/m.json: fileName model.one_language_missing | "
        "models/m.json: parameters model.parameter_without_use | "
        "models/m.json: layout.groups model.groups_without_order");
  CHECK(folder
            .faults_with(R"("layout": {"groups": [{"by": "a"}]},
      "query": {"sort": ["a"], "defaultSort": [{"field": "a"}]})")
            .empty());
  CHECK(listed(folder.load().warnings).find("groups_without_order") == std::string::npos);
}

TEST_CASE("what is left of a catalogue with faults has the data models that are whole") {
  const Folder folder;
  const auto add = [&](const std::string& uid, const std::string& source, const std::string& sql) {
    std::string model = Folder::model();
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
    for (const auto& [uid, model] : loaded.valid_part->models()) uids += uid + " ";
    return uids;
  };
  add("m.json", "s", sql);  // whose file is named like another's with more behind it
  add("other", "t", sql);
  folder.write("sources/t.json", R"({"kind": "sqlite", "path": "t.db"})");
  CHECK(whole() == "m m.json other ");
  folder.write("sources/t.json", R"({"kind": "sqlite"})");
  CHECK(whole() == "m m.json ");
  folder.write("models/m.json", Folder::model(R"("version": "three")"));
  CHECK(whole() == "m.json ");
  folder.write("models/m.json", "[]");
  CHECK(whole() == "m.json ");
  folder.write("models/m.json", Folder::model());
  folder.write("models/m.json.sql", "SELECT a FROM t WHERE o = :nobody");
  CHECK(whole() == "m ");
  folder.write("models/m.json.sql", "SELECT ':");
  CHECK(whole() == "m ");
  fs::remove(folder.path() / "models/m.sql");
  CHECK(whole().empty());
  fs::remove_all(folder.path() / "models");
  CHECK(whole().empty());
  CHECK(model::catalogue_file({"models/m.json: columns[0]", {}}) == "models/m.json");
  CHECK(model::catalogue_file({"models/m.json[0]", {}}) == "models/m.json");
  CHECK(model::catalogue_file({"models/m.sql", {}}) == "models/m.sql");
}

TEST_CASE("how numbers are printed is read, and minor units without a currency are warned of") {
  const Folder folder;
  folder.write("models/m.json", Folder::model(R"("columns": [
      {"key": "a", "type": "percent", "decimals": 0}, {"key": "b", "type": "money", "decimals": 10},
      {"key": "c", "type": "integer", "grouping": false}, {"key": "d", "type": "decimal"},
      {"key": "e", "type": "money", "minor": true},
      {"key": "f", "type": "money", "minor": true, "currency": {"from": "unit"}}])"));
  const auto loaded = folder.load();
  REQUIRE(loaded.catalogue);
  const auto& columns = loaded.catalogue->model("m")->columns;
  CHECK(columns[0].decimals == 0);
  CHECK(columns[1].decimals == 10);
  CHECK_FALSE(columns[2].grouping);
  CHECK_FALSE(columns[3].decimals);
  CHECK(columns[3].grouping);
  CHECK(listed(loaded.warnings).find("columns[4].minor model.minor_without_currency") !=
        std::string::npos);
  CHECK(listed(loaded.warnings).find("columns[5].minor") == std::string::npos);
}

TEST_CASE("two columns of one title are warned of") {
  const Folder folder;
  folder.write("models/m.json", Folder::model(R"("columns": [
      {"key": "a", "type": "string", "title": {"en": "Title", "ar": "\u0627\u0644\u0639\u0646\u0648\u0627\u0646"}},
      {"key": "b", "type": "string", "title": {"en": "Address", "ar": "\u0627\u0644\u0639\u0646\u0648\u0627\u0646"}}])"));
  CHECK_THAT(listed(folder.load().warnings),
             Catch::Matchers::ContainsSubstring("columns[1].title model.equal_titles"));
}

TEST_CASE("two columns whose titles Excel takes for one are warned of, in each language") {
  const Folder folder;
  const auto warned = [&](const std::string& first, const std::string& second) {
    folder.write("models/m.json", Folder::model(R"("columns": [
      {"key": "a", "type": "string", "title": )" +
                                                first + R"(},
      {"key": "b", "type": "string", "title": )" +
                                                second + "}]"));
    const auto loaded = folder.load();
    CHECK(listed(loaded.errors).empty());
    std::string text = listed(loaded.warnings);
    const std::string place = "models/m.json: ";
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place)) {
      text.erase(at, place.size());
    }
    return text;
  };
  const std::string alike = "columns[1].title model.alike_titles";
  const std::string arabic = R"("ar": "\u0627")";
  const auto in = [](const std::string& english, const std::string& its) {
    return "{\"en\": \"" + english + "\", " + its + "}";
  };
  const std::string other = R"("ar": "\u0628")";
  for (const char* title : {R"(Net\nAmount)", "Net  Amount", "net amount ", R"(\u202BNet Amount)",
                            R"(Net\u00A0Amount\u200F)", "NET AMOUNT", R"(Net\u200B Amount)"}) {
    INFO(title);
    CHECK(warned(in("Net Amount", arabic), in(title, other)) == alike);
  }
  CHECK(warned(in(R"(Stra\u00DFe)", arabic), in("STRASSE", other)) == alike);
  CHECK(warned(in(R"(\u00C9t\u00E9)", arabic), in(R"(E\u0301TE\u0301)", other)) == alike);
  CHECK(warned(in("A", arabic), in("B", R"("ar": "\u0627\u200F")")) == alike);
  CHECK(warned(in("A", arabic), in("a", R"("ar": "\u0627 ")")) == alike + " | " + alike);
  const std::string longest(200, 'x');
  CHECK(warned(in(longest + "y", arabic), in(longest + "z", other)) == alike);
  CHECK(warned(in("A", arabic), in("A", other)) == "columns[1].title model.equal_titles");
  CHECK(warned(in("Area m2", arabic), in(R"(Area m\u00B2)", other)).empty());
  CHECK(warned(in("A", arabic), in("B", other)).empty());
}

TEST_CASE("a title that nobody can see is a fault") {
  const Folder folder;
  for (const char* unseen : {" ", R"(\u200B)", R"(\u200F\u202B \u202C)", R"(\uFEFF\u2060)",
                             R"(\n\t)", R"(\u0001)", R"(\u3000)", R"(\u034F)"}) {
    INFO(unseen);
    const std::string text = unseen;
    CHECK(folder.faults_with(R"("columns": [{"key": "a", "type": "string", "title": {"en": ")" +
                             text + R"(", "ar": "\u0627"}}])") ==
          "models/m.json: columns[0].title model.invisible_text");
    CHECK(folder.faults_with(
              R"("columns": [{"key": "a", "type": "string", "title": {"en": "A", "ar": ")" + text +
              R"("}}])") == "models/m.json: columns[0].title model.invisible_text");
  }
}

TEST_CASE("a byte order mark before a file's text is no fault") {
  const Folder folder;
  folder.write("models/m.json", "\xEF\xBB\xBF" + Folder::model());
  CHECK(folder
            .faults_of("sources/s.json",
                       "\xEF\xBB\xBF{\r\n\"kind\": \"sqlite\", "
                       "\"path\": \"s.db\"}\r\n")
            .empty());
  CHECK(folder
            .faults_of("organizations.json",
                       "\xEF\xBB\xBF{\"organizations\": [\r\n"
                       "{\"uid\": \"ACME\", \"name\": \"Acme\"}]}\r\n")
            .empty());
  CHECK(folder.faults_of("models/m.sql", "\xEF\xBB\xBFSELECT a FROM t WHERE o = :organization_uid")
            .empty());
  CHECK(folder.load().catalogue->model("m")->sql.placeholders().contains("organization_uid"));
}

TEST_CASE("an unknown type brings no faults of what goes by the type") {
  const Folder folder;
  CHECK(folder.faults_with(
            R"("columns": [{"key": "n", "type": "moeny", "currency": "SAR", "minor": true,
      "total": "sum", "highlights": [{"op": "gt", "value": 1, "tone": "bad"}]}],
      "query": {"filter": {"n": ["gt"]}, "sort": ["n"]},
      "layout": {"chart": {"kind": "column", "category": "n", "values": ["n"]}})") ==
        "models/m.json: columns[0].type model.not_one_of");
  CHECK(folder.faults_with(
            R"("parameters": [{"key": "x", "type": "nmuber", "min": 1, "default": 2}])") ==
        "models/m.json: parameters[0].type model.not_one_of");
}

TEST_CASE("the values of an enum may be looked up") {
  const Folder folder;
  CHECK(folder
            .faults_with(R"("parameters": [{"key": "x", "type": "enum", "default": "a",
      "values": {"sql": "SELECT v AS value FROM t"}}])")
            .empty());
  CHECK(folder.load().catalogue->model("m")->parameter("x")->lookup != nullptr);
}

TEST_CASE("a title in the other language's letters is warned of") {
  const Folder folder;
  folder.write("models/m.json", R"({"uid": "m", "source": "s", "title": "Codes",
      "columns": [
        {"key": "a", "type": "string", "title": {"en": "Number", "ar": "Number"}},
        {"key": "b", "type": "string", "title": {"en": "IBAN", "ar": "IBAN"}},
        {"key": "c", "type": "enum", "title": {"en": "\u0631\u0642\u0645", "ar": "\u0631\u0642\u0645"},
         "values": [{"value": "x", "label": {"en": "Open", "ar": "Open"}}]}]})");
  CHECK(listed(folder.load().warnings) ==
        "models/m.json: title model.not_in_its_language | "
        "models/m.json: columns[0].title model.not_in_its_language | "
        "models/m.json: columns[2].title model.not_in_its_language | "
        "models/m.json: columns[2].values[0].label model.not_in_its_language");
}

TEST_CASE("a layout is held to the columns") {
  const Folder folder;
  folder.write("models/m.json", Folder::model(R"("layout": {
      "groups": [{"by": "a", "collapsed": true}],
      "chart": {"kind": "pie", "category": "a", "values": ["a", "b"]},
      "checks": [{"equal": ["a", "a"]}, {"equal": ["a"]}],
      "sheetPerInstance": true, "sheetDetails": ["z", "a"]})"));
  CHECK(listed(folder.load().errors) ==
        "models/m.json: layout.groups[0].collapsed model.collapsed_without_subtotal | "
        "models/m.json: layout.chart.values[0] model.not_number_column | "
        "models/m.json: layout.chart.values[0] model.chart_without_total | "
        "models/m.json: layout.chart.values[1] model.no_such_column | "
        "models/m.json: layout.chart.values model.not_so_many_values | "
        "models/m.json: layout.chart model.chart_category | "
        "models/m.json: layout.checks[0].equal[0] model.not_summed | "
        "models/m.json: layout.checks[0].equal[1] model.not_summed | "
        "models/m.json: layout.checks[1].equal model.not_two_columns | "
        "models/m.json: layout.sheetDetails[0] model.no_such_column | "
        "models/m.json: layout.sheetDetails model.no_column_left | "
        "models/m.json: layout model.sheets_without_ids");
}

TEST_CASE("organizations stand below one another") {
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

TEST_CASE("without organizations.json every organization stands alone") {
  const Folder folder;
  const auto catalogue = folder.load().catalogue;
  REQUIRE(catalogue != nullptr);
  const OrganizationUid uid{"anyone"};
  CHECK(catalogue->organization(uid)->name.en == "anyone");
  CHECK(catalogue->tree(uid) == std::vector{uid});
  CHECK(catalogue->is_open(*catalogue->model("m"), {uid}));
  CHECK_FALSE(catalogue->is_within(OrganizationUid{"else"}, uid));
}

TEST_CASE("all faults of a catalogue are named with file and place, and nothing is loaded") {
  const Folder folder;
  CHECK(folder.faults().empty());
  folder.write("models/Bad Name.json", "{}");
  folder.write("models/b.json", "{");
  folder.write("models/c.json", R"({"uid": "x"})");
  folder.write("models/c.sql", "SELECT '");
  folder.write("sources/t.json", R"({"kind": "oracle", "host": "h"})");
  folder.write("organizations.json", R"({"organizations": [{"uid": "o", "name": "O", "parent": "p"},
      {"uid": "o", "name": "O"}, {"uid": "-", "name": {}, "timeZone": "Mars/Base"},
      {"uid": "x", "name": "X", "parent": "y"}, {"uid": "y", "name": "Y", "parent": "x"}]})");
  const std::string all = folder.faults();
  for (const char* fault :
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
    CHECK_THAT(all, Catch::Matchers::ContainsSubstring(fault));
  }
  // One without a uid is not the parent of those who name none.
  folder.write("organizations.json", R"({"organizations": [{"uid": "o", "name": "O"},
      {"parent": "o", "name": "P"}]})");
  CHECK_THAT(folder.faults(), Catch::Matchers::ContainsSubstring(
                                  "organizations.json: organizations[1].uid model.missing"));
  const auto nowhere = folder.path() / "nowhere";
  CHECK(listed(model::Catalogue::load(nowhere).errors) ==
        nowhere.string() + " model.no_catalogue_folder");
  fs::create_directory(nowhere);
  CHECK(listed(model::Catalogue::load(nowhere).errors) ==
        nowhere.string() + " model.no_models_folder");
}

TEST_CASE("a data model and its SQL are held to each other") {
  const Folder folder;
  const auto sql_fault = [&](const std::string& sql) {
    return folder.faults_of("models/m.sql", sql);
  };
  CHECK(sql_fault("SELECT a FROM t") == "models/m.sql model.sql_unscoped");
  CHECK(sql_fault("SELECT a FROM t [[ WHERE o = :organization_uid ]]") ==
        "models/m.sql model.sql_unscoped");
  CHECK(sql_fault("SELECT a FROM t WHERE o = ':organization_uid'") ==
        "models/m.sql model.sql_unscoped");
  CHECK(sql_fault("SELECT a\nFROM t WHERE o = :organization_uid AND b = :b") ==
        "models/m.sql model.sql_unknown_name");
  folder.write("models/m.json", Folder::model(R"("parameters": [
      {"key": "list", "type": "string", "multiple": true}, {"key": "span", "type": "dateRange"}],
      "access": {"scope": "tree"})"));
  const std::string scoped = "SELECT a FROM t WHERE o IN (:organization_uid) ";
  CHECK(sql_fault(scoped + "[[ AND b IN (:list) ]] [[ AND d BETWEEN :span_from AND :span_to ]]")
            .empty());
  CHECK(sql_fault("SELECT a FROM t WHERE o = :organization_uid") ==
        "models/m.sql model.sql_list_outside_in");
  CHECK(sql_fault(scoped + "[[ AND b = :list ]]") == "models/m.sql model.sql_list_outside_in");
  CHECK(sql_fault(scoped + "AND b IN (:list)") == "models/m.sql model.sql_list_without_section");
  CHECK(sql_fault(scoped + "AND d = :span") == "models/m.sql model.sql_unknown_name");
  folder.write("models/m.json", Folder::model(R"("access": {"scope": "none"})"));
  CHECK(sql_fault("SELECT a FROM t").empty());
  CHECK(sql_fault(scoped) == "models/m.sql model.sql_organization_without_scope");
  fs::remove(folder.path() / "models/m.sql");
  CHECK(folder.faults() == "models/m.sql model.file_not_read");
}

TEST_CASE("each member of a data model is checked") {
  const Folder folder;
  struct Bad {
    const char* members;
    const char* faults;
  };
  const Bad cases[] = {
      {R"("colour": 1)", "colour model.unknown_member"},
      {R"("version": 0)", "version model.not_integer_between"},
      {R"("access": {"policies": [{"keys": ["x"]}]})", "access.policies[0].filter model.missing"},
      {R"("access": {"policies": [{"filter": {"field": "a", "op": "gt", "value": "x"}}]})",
       "access.policies[0].filter.op model.operator_does_not_fit"},
      {R"("access": {"policies": [{"filter": {"field": "b", "op": "eq", "value": "x"}}]})",
       "access.policies[0].filter.field model.no_such_column"},
      {R"("access": {"policies": [{"keys": [], "filter": {"field": "a", "op": "isNull"}}]})",
       "access.policies[0].keys model.empty_list"},
      {R"("access": {"policies": [{"filter": {"and": []}}]})",
       "access.policies[0].filter model.empty_list"},
      {R"("access": {"organizations": []})", "access.organizations model.empty_list"},
      {R"("access": {"scope": "all"})", "access.scope model.not_one_of"},
      {R"("parameters": [{"key": "a_b", "type": "string"}])", "parameters[0].key model.not_key"},
      {R"("parameters": [{"key": "instanceIds", "type": "string"}])",
       "parameters[0].key model.reserved_key"},
      {R"("parameters": [{"key": "x", "type": "float"}])", "parameters[0].type model.not_one_of"},
      {R"("parameters": [{"key": "x", "type": "string"}, {"key": "x", "type": "date"}])",
       "parameters[1] model.twice"},
      {R"("parameters": [{"key": "x", "type": "string", "min": 1}])",
       "parameters[0].min model.not_for_this_type"},
      {R"("parameters": [{"key": "x", "type": "integer", "min": 2, "max": 1}])",
       "parameters[0].max model.max_below_min"},
      {R"("parameters": [{"key": "x", "type": "integer", "max": 5, "default": 6}])",
       "parameters[0].default model.too_large"},
      {R"("parameters": [{"key": "x", "type": "string", "pattern": "("}])",
       "parameters[0].pattern language.bad_pattern"},
      {R"("parameters": [{"key": "x", "type": "string", "minLength": 3, "maxLength": 2}])",
       "parameters[0].maxLength model.max_below_min"},
      {R"("parameters": [{"key": "x", "type": "enum"}])", "parameters[0].values model.missing"},
      {R"("parameters": [{"key": "x", "type": "enum", "values": ["a", "a"]}])",
       "parameters[0].values[1] model.twice"},
      {R"("parameters": [{"key": "x", "type": "string", "maxItems": 2}])",
       "parameters[0].maxItems model.not_for_this_type"},
      {R"("parameters": [{"key": "x", "type": "dateRange", "multiple": true}])",
       "parameters[0].multiple model.not_for_this_type"},
      {R"("columns": [])", "columns model.empty_list"},
      {R"("columns": [{"key": "a", "type": "dateRange"}])", "columns[0].type model.not_one_of"},
      {R"("columns": [{"key": "a", "type": "string", "hijri": true}])",
       "columns[0].hijri model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "money", "currency": "SR"}])",
       "columns[0].currency model.not_currency"},
      {R"("columns": [{"key": "a", "type": "integer", "minor": true}])",
       "columns[0].minor model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "integer", "decimals": 2}])",
       "columns[0].decimals model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "percent", "decimals": 11}])",
       "columns[0].decimals model.not_integer_between"},
      {R"("columns": [{"key": "a", "type": "decimal", "decimals": -1}])",
       "columns[0].decimals model.not_integer_between"},
      {R"("columns": [{"key": "a", "type": "decimal", "grouping": false}])",
       "columns[0].grouping model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "integer", "grouping": "no"}])",
       "columns[0].grouping model.not_boolean"},
      {R"("columns": [{"key": "a", "type": "string", "total": "sum"}])",
       "columns[0].total model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "date", "total": "average"}])",
       "columns[0].total model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "string", "total": "max"}])",
       "columns[0].total model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "string", "from": {"en": "x"}}])",
       "columns[0].from model.not_result_column"},
      {R"("query": {"filter": {"b": ["eq"]}})", "query.filter.b model.no_such_column"},
      {R"("query": {"filter": {"a": ["gte"]}})", "query.filter.a[0] model.operator_does_not_fit"},
      {R"("query": {"filter": {"a": ["like"]}})", "query.filter.a[0] model.not_one_of"},
      {R"("query": {"sort": ["b"]})", "query.sort[0] model.no_such_column"},
      {R"("query": {"search": ["d"]})", "query.search model.not_searchable"},
      {R"("query": {"defaultSort": [{"field": "b"}]})", "query.defaultSort[0] model.not_sortable"},
      {R"("query": {"maxRows": 0})", "query.maxRows model.not_integer_between"},
      {R"("instanceIds": {"from": "id", "type": "date"})", "instanceIds.type model.not_one_of"},
      {R"("columns": [{"key": "n", "type": "integer"}],
          "layout": {"chart": {"kind": "radar", "category": "n", "values": ["n"]}})",
       "layout.chart.kind model.not_one_of"},
      {R"("columns": [{"key": "a", "type": "money", "currency": {"from": ""}}])",
       "columns[0].currency.from model.not_result_column"},
      {R"("columns": [{"key": "a", "type": "string", "highlights": [{"op": "gt", "value": 1, "tone": "bad"}]}])",
       "columns[0].highlights[0].op model.operator_does_not_fit"},
      {R"("columns": [{"key": "a", "type": "date", "highlights": [{"op": "eq", "value": 1, "tone": "red"}]}])",
       "columns[0].highlights[0].value model.not_date | models/m.json: "
       "columns[0].highlights[0].tone model.not_one_of"},
      {R"("layout": {"signatures": "yes"})", "layout.signatures model.not_signatures"},
      {R"("limits": {"timeout": "10 minutes"})", "limits.timeout model.not_limit"},
      {R"("limits": {"timeout": "2d"})", "limits.timeout model.not_limit"},
      {R"("fileName": "x-{nothing}")", "fileName model.no_such_placeholder"},
  };
  for (const Bad& each : cases) {
    INFO(each.members);
    CHECK(folder.faults_with(each.members) == std::string{"models/m.json: "} + each.faults);
  }
  CHECK(folder.faults_of("models/m.json", R"({"uid": "m", "title": "M", "source": "none",
            "columns": [{"key": "a", "type": "string"}]})") ==
        "models/m.json: source model.no_such_source");
}

TEST_CASE("a source's path may stand in the environment or in a file") {
  const Folder folder;
  folder.write("secret", "/data/from-file.db\n");
  const std::string file = (folder.path() / "secret").string();
  CHECK(
      folder.faults_of("sources/s.json", R"({"kind": "sqlite", "path": {"file": ")" + file + "\"}}")
          .empty());
  CHECK(folder.load().catalogue->source("s")->path == "/data/from-file.db");
  CHECK(folder.faults_of("sources/s.json",
                         R"({"kind": "sqlite", "path": {"env": "GORMIC_BI_NOT_SET"}})") ==
        "sources/s.json: path.env model.no_such_variable");
  CHECK(folder.faults_of("sources/s.json", R"({"kind": "sqlite", "path": {}})") ==
        "sources/s.json: path model.not_reference");
}

TEST_CASE("a secret comes without its byte order mark and line ends, and none is a fault") {
  struct Secret {
    std::string bytes;  // as they are kept
    std::string fault;  // of the catalogue; empty where `text` comes of it
    std::string text;
    bool may_be_variable = true;
  };
  const std::string arabic = "\xD8\xB3\xD8\xB1";
  const std::vector<Secret> secrets{
      {"secret", "", "secret"},
      {"secret\n", "", "secret"},
      {"secret\r\n\r\n", "", "secret"},
      {" in blanks \t\n", "", " in blanks \t"},
      {"\xEF\xBB\xBFsecret\n", "", "secret"},
      {"\xEF\xBB\xBF" + arabic, "", arabic},
      {"two\nlines\n", "", "two\nlines"},
      {"", "model.secret_empty", ""},
      {"\n", "model.secret_empty", ""},
      {"\xEF\xBB\xBF\r\n", "model.secret_empty", ""},
      {"\xFF\xFEs\x01", "model.secret_not_utf8", ""},
      {"s\xE9"
       "cret",
       "model.secret_not_utf8", ""},  // Latin-1
      {"\xFE\xFF\x01s", "model.secret_not_utf8", ""},
      {std::string("s\0e\0c\0", 6), "model.secret_not_utf8", "", false},
      {std::string("\xFF\xFEs\0", 4), "model.secret_not_utf8", "", false}};
  const Folder folder;
  const auto faults_of = [&](const std::string& reference) {
    return folder.faults_of("sources/s.json",
                            R"({"kind": "postgres", "password": )" + reference + "}");
  };
  const auto check = [&](const Secret& secret, const std::string& kind, const std::string& faults) {
    INFO(base::hex(secret.bytes) + " in a " + kind);
    CHECK(faults ==
          (secret.fault.empty() ? "" : "sources/s.json: password." + kind + " " + secret.fault));
    if (!faults.empty()) return;
    CHECK(folder.load().catalogue->source("s")->options[0].value.text() == secret.text);
  };
  for (const Secret& secret : secrets) {
    folder.write("secret", secret.bytes);
    check(secret, "file", faults_of(R"({"file": "secret"})"));
    if (!secret.may_be_variable) continue;
    ::setenv("GORMIC_BI_TEST_SECRET", secret.bytes.c_str(), 1);
    check(secret, "env", faults_of(R"({"env": "GORMIC_BI_TEST_SECRET"})"));
    ::unsetenv("GORMIC_BI_TEST_SECRET");
  }
  // One that changes while the server runs, and one that goes.
  folder.write("secret", "good");
  REQUIRE(faults_of(R"({"file": "secret"})").empty());
  const auto catalogue = folder.load().catalogue;
  const model::SecretRef& reference = catalogue->source("s")->options[0].value;
  folder.write("secret", "");
  CHECK_THROWS_AS(reference.text(), base::Error);
  folder.write("secret", "\xEF\xBB\xBFnext");
  CHECK(reference.text() == "next");
  std::filesystem::remove(folder.path() / "secret");
  CHECK_THROWS_AS(reference.text(), base::Error);
}

TEST_CASE("a source of a server keeps its secrets elsewhere, and a changed file is read anew") {
  const Folder folder;
  folder.write("secret", "first\n");
  const std::string file = (folder.path() / "secret").string();
  CHECK(folder
            .faults_of(
                "sources/s.json",
                R"({"kind": "postgres", "host": "db", "port": 5433, "user": "reports",
          "password": {"file": ")" +
                    file +
                    R"("}, "sslMode": "verify-full", "connections": 4, "connectTimeout": "3s"})")
            .empty());
  const auto catalogue = folder.load().catalogue;
  const model::SourceDefinition& source = *catalogue->source("s");
  CHECK(source.max_connections == 4);
  CHECK(source.connect_timeout == std::chrono::seconds{3});
  REQUIRE(source.options.size() == 5);
  CHECK(source.options[1].name == "port");
  CHECK(source.options[1].value.text() == "5433");
  CHECK(source.options[3].value.text() == "first");
  folder.write("secret", "second");
  CHECK(source.options[3].value.text() == "second");
  CHECK(source.identity().find("second") == std::string::npos);
  CHECK(folder
            .faults_of("sources/s.json",
                       R"({"kind": "postgres", "sslRootCert": "tls/ca.crt", "sslKey": "/k"})")
            .empty());
  const auto certain = folder.load().catalogue;
  const auto& files = certain->source("s")->options;
  REQUIRE(files.size() == 2);
  CHECK(files[0].value.text() == (folder.path() / "tls/ca.crt").string());
  CHECK(files[1].value.text() == "/k");
  CHECK(folder
            .faults_of("sources/s.json",
                       R"({"kind": "postgres", "password": {"file": "sources/../secret"}})")
            .empty());
  CHECK(folder.load().catalogue->source("s")->options[0].value.text() == "second");

  CHECK(folder.faults_of("sources/s.json", R"({"kind": "postgres", "path": "x", "port": true})") ==
        "sources/s.json: port model.not_object | sources/s.json: port model.not_reference | "
        "sources/s.json: path model.unknown_member");
  CHECK(folder.faults_of("sources/s.json", R"({"kind": "odbc", "dialect": "db3"})") ==
        "sources/s.json: connection model.missing | sources/s.json: dialect model.not_one_of");
}

TEST_CASE("a data model's SQL is read as its source reads it") {
  const Folder folder;
  const auto faults_by = [&](const std::string& source, const std::string& sql) {
    folder.write("sources/s.json", source);
    const std::string own = "SELECT a FROM t WHERE b = :p AND c <> " + sql;
    const std::string members =
        R"("access": {"scope": "none"}, "parameters": [{"key": "p", "type": "string", "values": {"sql": )";
    folder.write("models/m.json", Folder::model(members + json::write(json::Value{own}) + "}}]"));
    return folder.faults_of("models/m.sql", own);
  };
  const auto both = [](const std::string& key) {
    return "models/m.json: parameters[0].values.sql model.sql_" + key +
           " | models/m.sql model.sql_" + key;
  };
  const auto odbc = [](const std::string& dialect) {
    return R"({"kind": "odbc", "connection": "DSN=x")" +
           (dialect.empty() ? "" : R"(, "dialect": ")" + dialect + '"') + "}";
  };
  const std::string sqlite = R"({"kind": "sqlite", "path": "s.db"})";
  const std::string postgres = R"({"kind": "postgres"})";
  for (const auto& [sql, taken_by, refused] :
       std::vector<std::tuple<std::string, std::set<std::string>, std::string>>{
           {"'it\\'s' AND d = :p", {"mysql", "mariadb"}, "open_quote"},
           {"[it's :q]", {"sqlite", "sqlserver"}, "open_quote"},
           {"q'[it's :q]'", {"oracle"}, "close_without_open"},
           {"E'it\\'s :q'", {"postgres", "mysql", "mariadb"}, "open_quote"}}) {
    for (const char* dialect : {"sqlite", "postgres", "mysql", "mariadb", "sqlserver", "oracle"}) {
      INFO(sql << " by " << dialect);
      const bool is_taken = taken_by.contains(dialect);
      CHECK(faults_by(odbc(dialect), sql) == (is_taken ? "" : both(refused)));
    }
    INFO(sql);
    CHECK(faults_by(sqlite, sql) == (taken_by.contains("sqlite") ? "" : both(refused)));
    CHECK(faults_by(postgres, sql) == (taken_by.contains("postgres") ? "" : both(refused)));
    CHECK(faults_by(odbc(""), sql) == both("differs_quote"));
  }
  CHECK(faults_by(postgres, "1 AND j ? 'k'").empty());
  CHECK(faults_by(odbc("postgres"), "1 AND j ? 'k'") == both("question_mark"));
  CHECK(faults_by(sqlite, "1 AND j = ?") == both("other_placeholder"));
  CHECK(faults_by(odbc(""), "1 # it's\n") == both("differs_comment"));
  CHECK(faults_by(odbc(""), "1 AND 2 > @n") == both("differs"));
  CHECK(faults_by(odbc(""), "'it''s :q' AND \"d e\" = 5 -- it's\n").empty());
  // Without a source that is whole there is nothing to read it by.
  CHECK(faults_by(odbc("db3"), "'it\\'s'") == "sources/s.json: dialect model.not_one_of");
  folder.write("sources/s.json", sqlite);
  folder.write("models/m.sql", "SELECT '");
  CHECK(folder.faults_of("models/m.json", R"({"uid": "m", "title": "M", "source": "gone",
            "columns": [{"key": "a", "type": "string"}]})") ==
        "models/m.json: source model.no_such_source | models/m.sql model.sql_open_quote");
  CHECK(folder.faults_of("models/m.sql", "SELECT 'it\\'s' AS a") ==
        "models/m.json: source model.no_such_source");
}

TEST_CASE("what databases read differently is told with what all of them read alike") {
  const language::MessageCatalog messages;
  for (const char* sql : {"SELECT 1 # a", "SELECT 1--a", "SELECT 1 /*! a */", "SELECT 'it\\'s'",
                          "SELECT [it's]", "SELECT @a", "SELECT $$ ' $$"}) {
    try {
      static_cast<void>(model::SqlTemplate{sql, model::SqlDialect::kUnknown});
      FAIL(sql);
    } catch (const base::Error& error) {
      for (const auto language : {language::Language::kEnglish, language::Language::kArabic}) {
        CHECK_THAT(messages.text(language, *error.user_message()),
                   Catch::Matchers::ContainsSubstring(R"("dialect": "mysql")"));
      }
    }
  }
}
