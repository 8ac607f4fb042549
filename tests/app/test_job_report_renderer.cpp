#include "app/job_report_renderer.h"

#include "base/error.h"
#include "model/catalogue_folder.h"
#include "report/rendered.h"
#include "support/app_database.h"
#include "support/manual_clock.h"
#include "support/sqlite_statements.h"

namespace {

const base::OrganizationUid kOrganization{"acme"};

/// A data model whose parameter looks up branches, and a job of the organization `acme`.
struct RendererFixture {
  CatalogueFolder folder;
  AppDatabase database;
  ManualClock clock;
  language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  source::SourceRegistry sources;
  auth::ApiKeyStore keys{database.writer, database.readers, clock};
  job::Job job;

  RendererFixture() {
    folder.write("models/m.json", CatalogueFolder::model(R"("access": {"organizations": ["*"]},
        "columns": [{"key": "a", "type": "string"}], "parameters": [
          {"key": "branch", "type": "string", "multiple": true, "label": "Branch", "values": {"sql":
            "SELECT code AS value, name AS label FROM branches"}}])"));
    folder.write("models/m.sql",
                 "SELECT a FROM t WHERE o = :organization_uid [[AND a IN (:branch)]]");
    database::Connection(folder.path() / "s.db", database::Mode::kReadWrite).execute(R"(
        CREATE TABLE t (a TEXT, o TEXT); INSERT INTO t VALUES ('r', 'acme'), ('j', 'acme');
        CREATE TABLE branches (code TEXT, name TEXT);
        INSERT INTO branches VALUES ('r', 'Riyadh'), ('r', 'Elsewhere'), ('j', 'Jeddah');)");
    job.id = base::JobId{"job-1"};
    job.submission.organization = kOrganization;
    job.submission.key = keys.create({kOrganization, "test", {auth::Scope::kSubmit}}).key.id;
    job.submission.data_model = "m";
  }

  /// Renders a report of these branches, a JSON list, to report.xlsx.
  void render(const std::string& branches) {
    const auto loaded = folder.load();
    INFO(listed(loaded.errors));
    REQUIRE(loaded.usable_part != nullptr);
    const model::CatalogueHistory catalogues(loaded.usable_part);
    const app::JobReportRenderer renderer(catalogues, sources, keys, messages, clock,
                                          workbook::Compression::kFast);
    job.submission.request = R"({"uid": "m", "template": "excel-auto", "lang": "en",
        "parameters": [{"key": "branch", "value": {"values": )" +
                             branches + "}}]}";
    job::Progress progress;
    static_cast<void>(renderer.render(renderer.report_spec(job), job, folder.path() / "report.xlsx",
                                      progress, {}));
  }
};

}  // namespace

TEST_CASE("a job runs a lookup once, for the check of its values and for their labels") {
  RendererFixture it;
  const SqliteStatements statements;
  it.render(R"(["r", "j"])");
  CHECK(statements.count("FROM branches") == 1);
  const std::string texts = part(it.folder.path() / "report.xlsx", kStrings);
  CHECK(holds(texts, "Riyadh"));
  CHECK(holds(texts, "Jeddah"));
  CHECK_FALSE(holds(texts, "Elsewhere"));
}

TEST_CASE("a job fails if a value is not in its lookup any more") {
  RendererFixture it;
  const SqliteStatements statements;
  CHECK_THROWS_AS(it.render(R"(["r", "x"])"), base::Error);
  CHECK(statements.count("FROM branches") == 1);
  CHECK(statements.count("FROM t") == 0);
}

TEST_CASE("a job of a data model that was left out waits") {
  RendererFixture it;
  it.folder.write("models/m.json", "{");
  CHECK_THROWS_AS(it.render(R"(["r"])"), base::Unavailable);
}
