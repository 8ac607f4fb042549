#include "server/routes/metrics_route.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "base/histogram.h"

namespace server {
namespace {

std::string format_number(double value) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.12g", value);
  return {text.data(), static_cast<std::size_t>(length)};
}

/// Writes metrics in the text format of Prometheus (version 0.0.4). Not thread-safe.
class PrometheusWriter {
 public:
  /// Begins a metric; write_sample() follows. `type` is "counter", "gauge" or "histogram".
  void begin_metric(std::string_view name, std::string_view type, std::string_view help);
  /// `labels` are written as they are: R"(status="pending")". Empty: no labels.
  void write_sample(double value, std::string_view labels = {});

  /// Writes a metric with one sample.
  void write_metric(std::string_view name, std::string_view type, std::string_view help,
                    double value);
  void write_histogram(std::string_view name, std::string_view help,
                       const base::Histogram& histogram);

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  void write_line(std::string_view name, double value, std::string_view labels);

  std::string text_;
  std::string name_;
};

void PrometheusWriter::begin_metric(std::string_view name, std::string_view type,
                                    std::string_view help) {
  name_ = name;
  text_ += "# HELP " + name_ + " " + std::string{help} + "\n";
  text_ += "# TYPE " + name_ + " " + std::string{type} + "\n";
}

void PrometheusWriter::write_sample(double value, std::string_view labels) {
  write_line(name_, value, labels);
}

void PrometheusWriter::write_metric(std::string_view name, std::string_view type,
                                    std::string_view help, double value) {
  begin_metric(name, type, help);
  write_sample(value);
}

void PrometheusWriter::write_histogram(std::string_view name, std::string_view help,
                                       const base::Histogram& histogram) {
  begin_metric(name, "histogram", help);
  const std::string bucket = name_ + "_bucket";
  std::int64_t below = 0;
  for (std::size_t i = 0; i < base::Histogram::kBounds.size(); ++i) {
    below += histogram.counts()[i];
    write_line(bucket, static_cast<double>(below),
               "le=\"" + format_number(base::Histogram::kBounds[i]) + "\"");
  }
  below += histogram.counts().back();
  write_line(bucket, static_cast<double>(below), "le=\"+Inf\"");
  write_line(name_ + "_sum", std::chrono::duration<double>(histogram.sum()).count(), {});
  write_line(name_ + "_count", static_cast<double>(below), {});
}

void PrometheusWriter::write_line(std::string_view name, double value, std::string_view labels) {
  text_ += name;
  if (!labels.empty()) {
    text_ += '{';
    text_ += labels;
    text_ += '}';
  }
  text_ += ' ' + format_number(value) + '\n';
}

void write_queue(PrometheusWriter& writer, const Services& services) {
  writer.begin_metric("gormic_bi_jobs", "gauge", "Jobs that the table holds, by status.");
  for (const auto& [status, jobs] : services.jobs.queue.counts()) {
    writer.write_sample(static_cast<double>(jobs),
                        "status=\"" + std::string{job::name(status)} + "\"");
  }
  const auto oldest = services.jobs.queue.oldest_pending();
  const double age =
      oldest ? std::chrono::duration<double>(services.clock.now() - *oldest).count() : 0;
  writer.write_metric("gormic_bi_queue_age_seconds", "gauge",
                      "How long the oldest pending job waits.", std::max(age, 0.0));
}

void write_jobs(PrometheusWriter& writer, const job::JobMetrics& tally) {
  const auto count = [&](const char* name, const char* help, std::int64_t value) {
    writer.write_metric(name, "counter", help, static_cast<double>(value));
  };
  count("gormic_bi_jobs_accepted_total", "Jobs accepted since the start.", tally.accepted);
  count("gormic_bi_jobs_refused_total", "Submits refused for a full queue, quota or disk.",
        tally.refused);
  writer.begin_metric("gormic_bi_jobs_ended_total", "counter",
                      "Jobs ended since the start, by status.");
  writer.write_sample(static_cast<double>(tally.completed), "status=\"completed\"");
  writer.write_sample(static_cast<double>(tally.failed), "status=\"failed\"");
  writer.write_sample(static_cast<double>(tally.canceled), "status=\"canceled\"");
  count("gormic_bi_jobs_deferred_total", "Attempts put off by a fault that may pass.",
        tally.deferred);
  count("gormic_bi_rows_total", "Rows in the files of completed jobs.", tally.rows);
  count("gormic_bi_file_bytes_total", "Bytes of the files of completed jobs.", tally.bytes);
  writer.write_histogram("gormic_bi_job_wait_seconds",
                         "From a job's submission to its first start.", tally.waited);
  writer.write_histogram("gormic_bi_job_work_seconds", "From a job's start to its end.",
                         tally.worked);
}

void write_http(PrometheusWriter& writer, const HttpMetrics& http_metrics) {
  writer.begin_metric("gormic_bi_http_requests_total", "counter",
                      "HTTP answers, by method and status.");
  for (const auto& [kind, count] : http_metrics.counts()) {
    writer.write_sample(static_cast<double>(count), "method=\"" + kind.first + "\",status=\"" +
                                                        std::to_string(kind.second) + "\"");
  }
  writer.write_histogram("gormic_bi_http_request_seconds",
                         "From a request's first byte to its answer.", http_metrics.times());
}

void write_disk(PrometheusWriter& writer, const job::FileStoreView& files) {
  const job::DiskSpace space = files.space();
  writer.write_metric("gormic_bi_disk_bytes", "gauge", "Size of the disk of the finished files.",
                      static_cast<double>(space.capacity));
  writer.write_metric("gormic_bi_disk_free_bytes", "gauge", "What is free of it.",
                      static_cast<double>(space.available));
  writer.write_metric("gormic_bi_disk_takes_jobs", "gauge",
                      "1 while the disk has room for new jobs.", files.has_free_space() ? 1 : 0);
}

void write_process(PrometheusWriter& writer) {
  std::ifstream memory("/proc/self/statm");
  std::int64_t all = 0;
  std::int64_t resident = 0;
  memory >> all >> resident;
  const std::filesystem::directory_iterator descriptors("/proc/self/fd");
  writer.write_metric("process_resident_memory_bytes", "gauge", "Resident memory.",
                      static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
  writer.write_metric("process_open_fds", "gauge", "Open file descriptors.",
                      static_cast<double>(std::distance(begin(descriptors), end(descriptors))));
}

}  // namespace

Response MetricsRoute::operator()(const Request&) const {
  PrometheusWriter writer;
  write_queue(writer, services_);
  write_jobs(writer, services_.jobs.store.metrics());
  write_http(writer, http_metrics_);
  write_disk(writer, services_.jobs.files);
  write_process(writer);
  return Response::text(200, "text/plain; version=0.0.4; charset=utf-8", std::move(writer).text());
}

}  // namespace server
