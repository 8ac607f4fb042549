#include "base/edit_distance.h"
#include "support/catch.h"

using base::edit_distance;

TEST_CASE("the edit distance counts insertions, deletions and replacements, without case",
          "[base]") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("saturday", "sunday") == 3);
  CHECK(edit_distance("LISTEN", "listn") == 1);
}
