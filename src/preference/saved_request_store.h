#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "preference/saved_request.h"

namespace preference {

/// Why nothing was changed.
enum class SavedRequestError {
  kGone,       // no saved request has this id
  kChanged,    // it has another version
  kNameTaken,  // another one has the name: among the owner's own, or the shared
  kTooMany,    // SavedRequestStore::kMaxPerOwner
};

/// The table of saved requests. Thread-safe, but not to be called from within a
/// database::Writer::Work.
class SavedRequestStore {
 public:
  static constexpr std::int64_t kMaxPerOwner = 200;

  /// Whose saved requests a caller sees: its own, and the shared ones of its organization.
  struct Viewer {
    base::OrganizationUid organization;
    base::KeyId lineage;  // ApiKey::lineage
  };
  using Result = std::variant<SavedRequest, SavedRequestError>;
  /// Runs in the same transaction if anything changes.
  using Also = std::function<void(database::Connection&, const SavedRequest&)>;

  SavedRequestStore(database::Writer& writer, database::ReadConnectionPool& readers,
                    const base::Clock& clock)
      : writer_(writer), readers_(readers), clock_(clock) {}

  /// By name, without their params; of one data model if that is given.
  [[nodiscard]] std::vector<SavedRequest> list(const Viewer& viewer,
                                               const std::optional<std::string>& data_model);
  [[nodiscard]] std::optional<SavedRequest> find(const Viewer& viewer, const SavedRequestId& id);
  [[nodiscard]] Result create(const Viewer& owner, SavedRequestContent content, const Also& also);
  // Nothing changes if it has another version; absent: any version.
  [[nodiscard]] Result update(const Viewer& viewer, const SavedRequestId& id,
                              const std::optional<std::int64_t>& version,
                              const SavedRequestContent& content, const Also& also);
  /// Returns what was removed.
  [[nodiscard]] Result remove(const Viewer& viewer, const SavedRequestId& id,
                              const std::optional<std::int64_t>& version, const Also& also);

 private:
  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
};

}  // namespace preference
