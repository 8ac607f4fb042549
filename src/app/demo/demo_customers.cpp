#include "app/demo/demo_customers.h"

#include <optional>
#include <set>
#include <string>

#include "app/demo/demo_day.h"
#include "app/demo/demo_file.h"
#include "asset/asset.h"

namespace app {
namespace {

using language::Localized;
using Names = std::vector<Localized>;

std::string filled(std::string form, std::string_view slot, std::string_view word) {
  const std::size_t at = form.find(slot);
  return at == std::string::npos ? form : form.replace(at, slot.size(), word);
}

/// Builds unique names from the parts in assets/demo/customers.json.
class NameGenerator {
 public:
  explicit NameGenerator(DemoRandom& random) : random_(random) {}

  [[nodiscard]] Localized company() {
    while (true) {
      const Localized form = random_.pick(forms_);
      const Localized brand = random_.pick(brands_);
      const Localized activity = random_.pick(activities_);
      const std::string latin = random_.pick(latin_);
      Localized name{.en = filled(form.en, "{brand}", brand.en),
                     .ar = filled(form.ar, "{brand}", brand.ar)};
      name.en = filled(filled(name.en, "{activity}", activity.en), "{latin}", latin);
      name.ar = filled(filled(name.ar, "{activity}", activity.ar), "{latin}", latin);
      if (is_new(name)) return name;
    }
  }

  [[nodiscard]] Localized person() {
    while (true) {
      const Localized first = random_.pick(first_names_);
      const Localized father = random_.pick(father_names_);
      const Localized family = random_.pick(family_names_);
      Localized name{.en = first.en + ' ' + father.en + ' ' + family.en,
                     .ar = first.ar + ' ' + father.ar + ' ' + family.ar};
      if (is_new(name)) return name;
    }
  }

  [[nodiscard]] Localized city() { return random_.pick(cities_); }

 private:
  [[nodiscard]] bool is_new(const Localized& name) { return seen_.insert(name.en).second; }

  DemoRandom& random_;
  std::set<std::string> seen_;
  const json::Value file_ = demo_file("customers.json");
  const Names forms_ = demo_names(file_, "companyForms");
  const Names brands_ = demo_names(file_, "brands");
  const Names activities_ = demo_names(file_, "activities");
  const std::vector<std::string> latin_ = demo_texts(demo_member(file_, "latin"));
  const Names first_names_ = demo_names(file_, "firstNames");
  const Names father_names_ = demo_names(file_, "fatherNames");
  const Names family_names_ = demo_names(file_, "familyNames");
  const Names cities_ = demo_names(file_, "cities");
};

/// A number in the form of Saudi VAT numbers: 15 digits that begin and end with 3.
std::string vat_number(DemoRandom& random) {
  return "3999" + zero_padded(random.below(1'000'000), 6) + "00003";
}

/// The result of `draw`, which is called only if `is_there`.
template <class Draw>
std::optional<std::string> maybe(bool is_there, Draw draw) {
  return is_there ? std::optional<std::string>{draw()} : std::nullopt;
}

}  // namespace

void write_demo_customers(database::Connection& connection, DemoRandom& random, std::int64_t count,
                          std::vector<DemoOrganization>& organizations) {
  database::Statement insert = connection.prepare(asset::bytes("sql/demo/insert_customer.sql"));
  NameGenerator names{random};
  for (std::int64_t id = 1; id <= count; ++id) {
    DemoOrganization& owner =
        organizations[static_cast<std::size_t>(id % std::ssize(organizations))];
    const bool is_company = random.chance(75);
    const Localized name = is_company ? names.company() : names.person();
    const Localized city = names.city();
    const std::string code = "C-" + zero_padded(id, 5);
    const std::string domain = "c" + zero_padded(id, 5) + ".example";
    insert.bind(":id", id)
        .bind(":organization_id", owner.id)
        .bind(":code", code)
        .bind(":kind", std::string_view{is_company ? "company" : "person"})
        .bind(":name_en", name.en)
        .bind(":name_ar", name.ar)
        .bind(":city_en", city.en)
        .bind(":city_ar", city.ar)
        .bind_optional(":vat_number",
                       maybe(is_company && random.chance(85), [&] { return vat_number(random); }))
        .bind_optional(":email", maybe(random.chance(80), [&] { return "accounts@" + domain; }))
        .bind_optional(":website", maybe(is_company && random.chance(60),
                                         [&] { return "https://www." + domain + "/"; }))
        .bind_optional(":phone",
                       maybe(random.chance(90),
                             [&] { return "+966 11 555 " + zero_padded(random.below(10'000), 4); }))
        .bind_optional(":credit_limit_halalas",
                       is_company ? std::optional{random.between(2, 100) * 500'000} : std::nullopt)
        .bind(":is_active", std::int64_t{random.chance(93) ? 1 : 0})
        .bind(":joined_on", format_day(kDemoFirstDay - std::chrono::days{random.between(1, 3'000)}))
        .run();
    owner.customers.push_back(id);
  }
}

}  // namespace app
