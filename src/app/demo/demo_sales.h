#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/demo/demo_data.h"
#include "app/demo/demo_organizations.h"
#include "app/demo/demo_random.h"

namespace app {

/// Writes the invoices, credit notes and lines of the generated data in order of date, in the
/// connection's open transaction. Used once; the constructor's arguments must outlive it.
class DemoSales {
 public:
  DemoSales(database::Connection& connection, DemoRandom& random,
            const std::vector<DemoOrganization>& organizations);

  DemoCounts write(std::int64_t documents);

 private:
  struct Line {
    std::int64_t product = 0;
    std::int64_t quantity = 0;
    std::int64_t unit_price = 0;  // in halalas
    std::int64_t discount = 0;    // in basis points
    [[nodiscard]] std::int64_t net() const;
    [[nodiscard]] std::int64_t vat() const;
  };
  struct Document {
    std::int64_t id = 0;
    std::int64_t organization = 0;
    std::int64_t branch = 0;
    std::int64_t customer = 0;
    std::string number;
    std::optional<std::int64_t> credited = {};  // the invoice that a credit note reverses
    std::string status = {};
    std::chrono::sys_days issued_on;
    std::optional<std::string> due_on = {};
    std::optional<std::string> paid_at = {};
    std::optional<std::string> purchase_order = {};
    std::optional<std::string> notes = {};
    std::vector<Line> lines = {};
  };
  struct BranchState {  // a branch and its last invoice that may be credited
    const DemoOrganization* organization;
    DemoBranch branch;
    std::int64_t invoices = 0;
    std::int64_t credit_notes = 0;
    std::optional<Document> last;
  };

  [[nodiscard]] BranchState& pick_branch();
  [[nodiscard]] Document invoice(BranchState& state, std::chrono::sys_days day);
  [[nodiscard]] Document credit_note(BranchState& state, std::chrono::sys_days day);
  [[nodiscard]] Line line(const DemoOrganization& organization);
  void set_payment(Document& document);
  [[nodiscard]] std::string time_of_day();
  void write(const Document& document);

  DemoRandom& random_;
  database::Statement insert_invoice_;
  database::Statement insert_line_;
  std::vector<std::string> notes_;
  std::vector<BranchState> branch_states_;
  std::int64_t last_line_ = 0;
};

}  // namespace app
