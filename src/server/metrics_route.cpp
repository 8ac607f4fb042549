#include "server/metrics_route.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "server/exposition.h"

namespace server {
namespace {

using job::Status;

void write_queue(Exposition& page, const Services& services) {
  const std::map<Status, job::Queue::Count> counts = services.queue.counts();
  page.metric("gormic_bi_jobs", "gauge", "Jobs that the table holds, by status.");
  for (const Status status : {Status::kPending, Status::kRunning, Status::kCompleted,
                              Status::kFailed, Status::kCanceled}) {
    const auto found = counts.find(status);
    page.sample(found == counts.end() ? 0 : static_cast<double>(found->second.jobs),
                "status=\"" + std::string{job::name(status)} + "\"");
  }
  const auto pending = counts.find(Status::kPending);
  const double age =
      pending == counts.end()
          ? 0
          : std::chrono::duration<double>(services.clock.now() - pending->second.oldest).count();
  page.single("gormic_bi_queue_age_seconds", "gauge", "How long the oldest pending job waits.",
              std::max(age, 0.0));
}

void write_jobs(Exposition& page, const job::JobMetrics& tally) {
  const auto count = [&](const char* name, const char* help, std::int64_t value) {
    page.single(name, "counter", help, static_cast<double>(value));
  };
  count("gormic_bi_jobs_accepted_total", "Jobs accepted since the start.", tally.accepted);
  count("gormic_bi_jobs_refused_total", "Submits refused for a full queue, quota or disk.",
        tally.refused);
  page.metric("gormic_bi_jobs_ended_total", "counter", "Jobs ended since the start, by status.");
  page.sample(static_cast<double>(tally.completed), "status=\"completed\"");
  page.sample(static_cast<double>(tally.failed), "status=\"failed\"");
  page.sample(static_cast<double>(tally.canceled), "status=\"canceled\"");
  count("gormic_bi_jobs_deferred_total", "Attempts put off by a fault that may pass.",
        tally.deferred);
  count("gormic_bi_rows_total", "Rows in the files of completed jobs.", tally.rows);
  count("gormic_bi_file_bytes_total", "Bytes of the files of completed jobs.", tally.bytes);
  page.histogram("gormic_bi_job_wait_seconds", "From a job's submission to its first start.",
                 tally.waited);
  page.histogram("gormic_bi_job_work_seconds", "From a job's start to its end.", tally.worked);
}

void write_http(Exposition& page, const Traffic& traffic) {
  page.metric("gormic_bi_http_requests_total", "counter", "HTTP answers, by method and status.");
  for (const auto& [kind, count] : traffic.counts()) {
    page.sample(static_cast<double>(count),
                "method=\"" + kind.first + "\",status=\"" + std::to_string(kind.second) + "\"");
  }
  page.histogram("gormic_bi_http_request_seconds", "From a request's first byte to its answer.",
                 traffic.times());
}

void write_disk(Exposition& page, const job::FileStoreView& files) {
  const job::DiskSpace space = files.space();
  page.single("gormic_bi_disk_bytes", "gauge", "Size of the disk of the finished files.",
              static_cast<double>(space.capacity));
  page.single("gormic_bi_disk_free_bytes", "gauge", "What is free of it.",
              static_cast<double>(space.available));
  page.single("gormic_bi_disk_takes_jobs", "gauge", "1 while the disk has room for new jobs.",
              files.has_free_space() ? 1 : 0);
}

void write_process(Exposition& page) {
  std::ifstream memory("/proc/self/statm");
  std::int64_t all = 0;
  std::int64_t resident = 0;
  memory >> all >> resident;
  const std::filesystem::directory_iterator descriptors("/proc/self/fd");
  page.single("process_resident_memory_bytes", "gauge", "Resident memory.",
              static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
  page.single("process_open_fds", "gauge", "Open file descriptors.",
              static_cast<double>(std::distance(begin(descriptors), end(descriptors))));
}

}  // namespace

Response MetricsRoute::operator()(const Request&) const {
  Exposition page;
  write_queue(page, services_);
  write_jobs(page, services_.jobs.metrics());
  write_http(page, traffic_);
  write_disk(page, services_.files);
  write_process(page);
  return Response::text(200, "text/plain; version=0.0.4; charset=utf-8", std::move(page).text());
}

}  // namespace server
