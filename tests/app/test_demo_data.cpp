#include <unicode/normalizer2.h>

#include <vector>

#include "app/demo/demo_data.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/utf8.h"
#include "database/connection.h"
#include "support/catch.h"
#include "support/temp_dir.h"

namespace {

using database::Connection;
using database::Mode;
using database::Statement;

constexpr app::DemoScale kSmall{.invoices = 800, .customers = 120, .seed = 7};

const std::vector<const char*> kTables{"organizations", "branches", "customers",
                                       "products",      "invoices", "invoice_lines"};

std::filesystem::path written(const TempDir& temp_dir, const char* name,
                              const app::DemoScale& scale) {
  std::filesystem::path file = temp_dir.path() / name;
  app::write_demo_data(file, scale);
  return file;
}

std::string digest_of_rows(const std::filesystem::path& file) {
  Connection connection{file, Mode::kUntrusted};
  base::Sha256Stream digest;
  for (const char* table : kTables) {
    Statement rows =
        connection.prepare_read_only("SELECT * FROM " + std::string{table} + " ORDER BY 1");
    while (rows.step()) {
      for (int column = 0; column < rows.columns(); ++column) {
        digest.update(std::to_string(static_cast<int>(rows.storage(column))));
        digest.update(std::string{rows.text(column)} + '\x1f');
      }
    }
  }
  return base::hex(digest.finish());
}

std::int64_t number(Connection& connection, std::string_view sql) {
  Statement query = connection.prepare_read_only(sql);
  REQUIRE(query.step());
  return query.integer(0);
}

bool is_nfc(std::string_view utf8) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(code);
  const icu::StringPiece piece{utf8.data(), static_cast<std::int32_t>(utf8.size())};
  return normalizer->isNormalizedUTF8(piece, code) != 0 && U_SUCCESS(code) != 0;
}

}  // namespace

TEST_CASE("the same seed gives the same rows, another seed gives others") {
  const TempDir temp_dir;
  const std::string rows = digest_of_rows(written(temp_dir, "a.db", kSmall));
  CHECK(rows == "6e40fb130f8950f52dc905fd81906141e65f45c0ce4e37e8728702e49826be5f");
  CHECK(rows == digest_of_rows(written(temp_dir, "b.db", kSmall)));
  app::DemoScale other = kSmall;
  other.seed = 8;
  CHECK(rows != digest_of_rows(written(temp_dir, "c.db", other)));
}

TEST_CASE("invoices are the sums of their lines, with VAT of 15 % rounded on each line") {
  const TempDir temp_dir;
  Connection erp{written(temp_dir, "erp.db", kSmall), Mode::kUntrusted};
  CHECK(number(erp, "SELECT count(*) FROM invoices") == kSmall.invoices);
  CHECK(number(erp,
               "SELECT count(*) FROM invoices AS i WHERE net_halalas <> (SELECT sum(net_halalas)"
               " FROM invoice_lines WHERE invoice_id = i.id) OR vat_halalas <> (SELECT"
               " sum(vat_halalas) FROM invoice_lines WHERE invoice_id = i.id)"
               " OR total_halalas <> net_halalas + vat_halalas") == 0);
  // Rounding is half away from zero.
  CHECK(number(erp,
               "SELECT count(*) FROM invoice_lines WHERE vat_basis_points <> 1500 OR"
               " abs(vat_halalas) <> (abs(net_halalas) * 15 + 50) / 100 OR abs(net_halalas) <>"
               " (abs(quantity) * unit_price_halalas * (10000 - discount_basis_points) + 5000)"
               " / 10000") == 0);
}

TEST_CASE("a credit note reverses lines of an earlier invoice of the same customer") {
  const TempDir temp_dir;
  Connection erp{written(temp_dir, "erp.db", kSmall), Mode::kUntrusted};
  const std::int64_t notes =
      number(erp, "SELECT count(*) FROM invoices WHERE kind = 'credit_note'");
  CHECK(notes > 10);
  CHECK(number(erp,
               "SELECT count(*) FROM invoices AS n JOIN invoices AS i ON"
               " i.id = n.credited_invoice_id AND i.customer_id = n.customer_id"
               " WHERE n.kind = 'credit_note' AND n.number GLOB 'CN-*' AND n.total_halalas < 0"
               " AND n.total_halalas >= -i.total_halalas AND i.status <> 'cancelled'"
               " AND i.issued_on <= n.issued_on") == notes);
}

TEST_CASE("each status and each kind of missing value occurs") {
  const TempDir temp_dir;
  Connection erp{written(temp_dir, "erp.db", kSmall), Mode::kUntrusted};
  CHECK(number(erp, "SELECT count(DISTINCT status) FROM invoices") == 4);
  CHECK(number(erp, "SELECT count(*) FROM invoices WHERE notes LIKE '%' || char(10) || '%'") > 0);
  CHECK(number(erp, "SELECT count(*) FROM customers WHERE vat_number IS NULL") > 0);
  CHECK(number(erp, "SELECT count(*) FROM customers WHERE vat_number GLOB '3*3'") > 0);
  CHECK(number(erp, "SELECT count(DISTINCT name_en) FROM customers") == kSmall.customers);
  CHECK(number(erp,
               "SELECT count(*) FROM invoices WHERE issued_on NOT BETWEEN '2024-11-01' AND"
               " '2026-10-31' OR (status = 'paid') <> (paid_at IS NOT NULL)") == 0);
}

TEST_CASE("Arabic names are Arabic, in UTF-8 and NFC") {
  const TempDir temp_dir;
  Connection erp{written(temp_dir, "erp.db", kSmall), Mode::kUntrusted};
  for (const char* table : {"organizations", "branches", "customers", "products"}) {
    Statement names = erp.prepare_read_only("SELECT name_ar FROM " + std::string{table});
    while (names.step()) {
      INFO(table << ": " << names.text(0));
      CHECK(base::is_utf8(names.text(0)));
      CHECK(is_nfc(names.text(0)));
      // Lead bytes of the Arabic block in UTF-8.
      CHECK(names.text(0).find_first_of("\xd8\xd9") != std::string_view::npos);
    }
  }
}

TEST_CASE("the demo's database is one file that can be read in a read-only folder") {
  const TempDir temp_dir;
  const std::filesystem::path file = written(temp_dir, "erp.db", kSmall);
  const auto entries = std::filesystem::directory_iterator{temp_dir.path()};
  CHECK(std::distance(begin(entries), end(entries)) == 1);
  Connection erp{file, Mode::kReadWrite};
  CHECK(number(erp, "SELECT count(*) FROM pragma_foreign_key_check") == 0);
}

TEST_CASE("an invalid scale is rejected before anything is written") {
  const TempDir temp_dir;
  CHECK_THROWS_AS(app::write_demo_data(temp_dir.path() / "erp.db", {.invoices = -1}), base::Error);
  CHECK_FALSE(std::filesystem::exists(temp_dir.path() / "erp.db"));
}
