#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/server_app.h"
#include "json/value.h"
#include "app/demo/demo_client.h"

/// The whole product in this process, over a catalogue that every app_fixture shares and a data
/// directory of its own, and a caller that speaks HTTP with it.
class AppFixture {
 public:
  /// Throws what Engine throws.
  explicit AppFixture(const std::filesystem::path& data);

  /// A key of the organization ACME, once, before submitting.
  std::string create_key();
  void use_key(const std::string& key);

  /// The new job's id; absent where the answer is another than 200, or none.
  std::optional<std::string> submit();
  /// The ids of all jobs that the organization has.
  std::vector<std::string> jobs();
  /// The job's status when it has ended, or after some seconds; null where there is none. A read
  /// that a fault has hit is tried again.
  json::Value wait_for_end(const std::string& job);
  /// Whether the completed job's file is there as its status says, and whole.
  bool has_whole_file(const json::Value& job);

  /// The status of the answer to a request without a body; 0 where none came.
  int request(const std::string& method, const std::string& path);

  [[nodiscard]] const std::filesystem::path& data() const { return data_; }
  [[nodiscard]] std::size_t files() const;

 private:
  const std::filesystem::path data_;
  base::Log log_;
  app::ServerApp server_app_;
  std::string key_;
  std::optional<server::DemoClient> client_;
};

/// A member of an object, as text.
std::string text(const json::Value& object, const char* name);
