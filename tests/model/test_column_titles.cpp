#include <string>

#include "model/catalogue_folder.h"
#include "model/report_specs.h"
#include "support/catch.h"

TEST_CASE("two columns with the same title are a warning") {
  const CatalogueFolder folder;
  folder.write("models/m.json", CatalogueFolder::model(R"("columns": [
      {"key": "a", "type": "string", "title": {"en": "Title", "ar": "\u0627\u0644\u0639\u0646\u0648\u0627\u0646"}},
      {"key": "b", "type": "string", "title": {"en": "Address", "ar": "\u0627\u0644\u0639\u0646\u0648\u0627\u0646"}}])"));
  CHECK_THAT(listed(folder.load().warnings),
             Catch::Matchers::ContainsSubstring("columns[1].title model.equal_titles"));
}

TEST_CASE("two columns whose titles Excel reads as the same are a warning, in each language") {
  const CatalogueFolder folder;
  const auto warned =
      [&](const std::string& first, const std::string& second) {
        folder.write("models/m.json", CatalogueFolder::model(R"("columns": [
      {"key": "a", "type": "string", "title": )" + first + R"(},
      {"key": "b", "type": "string", "title": )" + second + "}]"));
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

TEST_CASE("an invisible title is an error") {
  const CatalogueFolder folder;
  for (const char* unseen : {" ", R"(\u200B)", R"(\u200F\u202B \u202C)", R"(\uFEFF\u2060)",
                             R"(\n\t)", R"(\u0001)", R"(\u3000)", R"(\u034F)"}) {
    INFO(unseen);
    const std::string text = unseen;
    CHECK(folder.errors_with(R"("columns": [{"key": "a", "type": "string", "title": {"en": ")" +
                             text + R"(", "ar": "\u0627"}}])") ==
          "models/m.json: columns[0].title model.invisible_text");
    CHECK(folder.errors_with(
              R"("columns": [{"key": "a", "type": "string", "title": {"en": "A", "ar": ")" + text +
              R"("}}])") == "models/m.json: columns[0].title model.invisible_text");
  }
}

TEST_CASE("a title in the script of the other language is a warning") {
  const CatalogueFolder folder;
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
