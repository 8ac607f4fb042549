#pragma once

#include "support/catch.h"
#include "support/manual_clock.h"
#include "job/queue.h"
#include "job/job_retention.h"
#include "job/store.h"
#include "support/app_database.h"

inline const base::OrganizationUid kRiyadh{"riyadh"};
inline const base::OrganizationUid kJeddah{"jeddah"};

/// A new job table and everything that works on it.
struct JobFixture {
  AppDatabase database;
  ManualClock clock;
  language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  job::Store store{database.writer, database.readers, messages, clock};
  job::Queue queue{database.readers, clock};
  job::JobRetention retention{database.writer, database.readers, clock};
  job::Epoch epoch = store.start();

  static job::Submission submission(language::Language language = language::Language::kEnglish) {
    return {.organization = kRiyadh,
            .key = base::KeyId{"key-1"},
            .data_model = "sales.invoices",
            .data_model_version = 3,
            .language = language,
            .time_zone = "Asia/Riyadh",
            .request = R"({"uid":"sales.invoices"})"};
  }
  static job::Submission submission(const base::OrganizationUid& organization) {
    job::Submission submission = JobFixture::submission();
    submission.organization = organization;
    return submission;
  }
  static job::Output output(const std::string& file = "random-name.xlsx") {
    return {.file = file,
            .file_name = "invoices.xlsx",
            .mime_type = "application/x",
            .rows = 1234,
            .bytes = 99,
            .sha256 = "ab",
            .expires_at = base::to_time(7)};
  }
  static job::Fence fence(const job::Job& job) { return {job.id, job.epoch.value(), job.attempt}; }

  job::Job claim() {
    auto job = store.claim(epoch);
    REQUIRE(job);
    return *job;
  }
  job::Job find(const base::JobId& id) {
    auto job = store.find(kRiyadh, id);
    REQUIRE(job);
    return *job;
  }
  /// Claims the next job and completes it as if it had taken `took`.
  job::Job complete_next(std::chrono::microseconds took = {},
                         job::Output output = JobFixture::output()) {
    const job::Job job = claim();
    REQUIRE(store.complete(fence(job), output, {}, took));
    return job;
  }
};
