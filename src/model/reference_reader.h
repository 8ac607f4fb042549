#pragma once

#include <filesystem>
#include <optional>

#include "model/reader/json_reader.h"
#include "model/reference.h"

namespace model {

/// A text that a catalogue file may keep elsewhere: written out, or `{"env": "NAME"}` of the
/// process's environment, or `{"file": "/run/secrets/x"}`, of which a relative one stands below
/// `directory`. An error where there is no such variable or file; it never holds the text.
[[nodiscard]] std::optional<SecretRef> read_secret_ref(const JsonReader& node,
                                                       const std::filesystem::path& directory);

}  // namespace model
