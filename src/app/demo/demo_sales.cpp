#include "app/demo/demo_sales.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/demo/demo_day.h"
#include "app/demo/demo_file.h"
#include "asset/asset.h"

namespace app {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t kBasisPoints = 10'000;
constexpr std::int64_t kVatRate = 1'500;  // basis points

/// Rounds half away from zero, so that a credit note reverses the invoice to the halala.
std::int64_t rounded(std::int64_t amount, std::int64_t divisor) {
  const std::int64_t half = divisor / 2;
  return (amount < 0 ? amount - half : amount + half) / divisor;
}

/// Moves a Friday, a day off, to the Saturday after it.
sys_days working_day(sys_days day) {
  return std::chrono::weekday{day} == std::chrono::Friday ? day + days{1} : day;
}

}  // namespace

std::int64_t DemoSales::Line::net() const {
  return rounded(quantity * unit_price * (kBasisPoints - discount), kBasisPoints);
}

std::int64_t DemoSales::Line::vat() const { return rounded(net() * kVatRate, kBasisPoints); }

DemoSales::DemoSales(database::Connection& connection, DemoRandom& random,
                     const std::vector<DemoOrganization>& organizations)
    : random_(random),
      insert_invoice_(connection.prepare(asset::bytes("sql/demo/insert_invoice.sql"))),
      insert_line_(connection.prepare(asset::bytes("sql/demo/insert_invoice_line.sql"))),
      notes_(demo_texts(demo_file("notes.json"))) {
  for (const DemoOrganization& organization : organizations) {
    for (const DemoBranch& branch : organization.branches) {
      branch_states_.push_back({.organization = &organization, .branch = branch, .last = {}});
    }
  }
}

DemoCounts DemoSales::write(std::int64_t documents) {
  DemoCounts counts;
  const std::int64_t span = (kDemoLastDay - kDemoFirstDay).count() + 1;
  for (std::int64_t id = 1; id <= documents; ++id) {
    const sys_days day = working_day(kDemoFirstDay + days{(id - 1) * span / documents});
    BranchState& state = pick_branch();
    const bool is_credit_note = state.last.has_value() && random_.chance(4);
    Document document = is_credit_note ? credit_note(state, day) : invoice(state, day);
    document.id = id;
    write(document);
    ++(is_credit_note ? counts.credit_notes : counts.invoices);
    state.last.reset();
    if (!is_credit_note && document.status != "cancelled") state.last = std::move(document);
  }
  counts.lines = last_line_;
  return counts;
}

/// Prefers the first branches.
DemoSales::BranchState& DemoSales::pick_branch() {
  const std::int64_t one = random_.below(std::ssize(branch_states_));
  const std::int64_t other = random_.below(std::ssize(branch_states_));
  return branch_states_[static_cast<std::size_t>(std::min(one, other))];
}

DemoSales::Document DemoSales::invoice(BranchState& state, sys_days day) {
  Document document{.organization = state.organization->id,
                    .branch = state.branch.id,
                    .customer = random_.pick(state.organization->customers),
                    .number = "INV-" + state.branch.code + '-' + zero_padded(++state.invoices, 6),
                    .issued_on = day};
  set_payment(document);
  if (random_.chance(30)) {
    document.purchase_order = "PO-" + std::to_string(random_.between(10'000, 99'999));
  }
  if (random_.chance(5)) document.notes = random_.pick(notes_);
  const std::int64_t count = random_.between(1, 5);
  for (std::int64_t position = 0; position < count; ++position) {
    document.lines.push_back(line(*state.organization));
  }
  return document;
}

DemoSales::Document DemoSales::credit_note(BranchState& state, sys_days day) {
  Document document = *state.last;
  document.credited = document.id;
  document.number = "CN-" + state.branch.code + '-' + zero_padded(++state.credit_notes, 5);
  document.issued_on = day;
  document.status = "paid";
  document.due_on.reset();
  document.paid_at = format_day(day) + time_of_day();
  document.notes.reset();
  if (random_.chance(50)) document.lines.resize(1);
  for (Line& taken_back : document.lines) taken_back.quantity = -taken_back.quantity;
  return document;
}

DemoSales::Line DemoSales::line(const DemoOrganization& organization) {
  constexpr std::array<std::int64_t, 5> kDiscounts{250, 500, 750, 1'000, 1'250};
  const DemoProduct& product = random_.pick(organization.products);
  const bool is_dear = product.price_halalas > 50'000;
  Line line{.product = product.id,
            .quantity = random_.between(1, is_dear ? 4 : 60),
            .unit_price = product.price_halalas};
  if (random_.chance(25)) {
    line.discount = kDiscounts[static_cast<std::size_t>(random_.below(kDiscounts.size()))];
  }
  return line;
}

/// Sets the due date, and the status as of the last day.
void DemoSales::set_payment(Document& document) {
  constexpr std::array<std::int64_t, 4> kTerms{0, 30, 30, 60};
  const days terms{kTerms[static_cast<std::size_t>(random_.below(kTerms.size()))]};
  const sys_days due = document.issued_on + terms;
  if (terms > days{0}) document.due_on = format_day(due);
  if (random_.chance(3)) {
    document.status = "cancelled";
    return;
  }
  const sys_days paid_on =
      document.issued_on + days{terms > days{0} ? random_.between(3, terms.count() + 25) : 0};
  if (paid_on <= kDemoLastDay && (terms == days{0} || random_.chance(95))) {
    document.status = "paid";
    document.paid_at = format_day(paid_on) + time_of_day();
    return;
  }
  document.status = due < kDemoLastDay ? "overdue" : "open";
}

std::string DemoSales::time_of_day() {
  const std::int64_t hour = random_.between(8, 17);
  const std::int64_t minute = random_.below(60);
  return 'T' + zero_padded(hour, 2) + ':' + zero_padded(minute, 2) + ":00";
}

void DemoSales::write(const Document& document) {
  std::int64_t net = 0;
  std::int64_t vat = 0;
  for (const Line& line : document.lines) {
    net += line.net();
    vat += line.vat();
  }
  insert_invoice_.bind(":id", document.id)
      .bind(":organization_id", document.organization)
      .bind(":branch_id", document.branch)
      .bind(":customer_id", document.customer)
      .bind(":number", document.number)
      .bind(":kind", std::string_view{document.credited ? "credit_note" : "invoice"})
      .bind_optional(":credited_invoice_id", document.credited)
      .bind(":status", document.status)
      .bind(":issued_on", format_day(document.issued_on))
      .bind_optional(":due_on", document.due_on)
      .bind_optional(":paid_at", document.paid_at)
      .bind(":net_halalas", net)
      .bind(":vat_halalas", vat)
      .bind(":total_halalas", net + vat)
      .bind_optional(":purchase_order", document.purchase_order)
      .bind_optional(":notes", document.notes)
      .run();
  std::int64_t position = 0;
  for (const Line& line : document.lines) {
    insert_line_.bind(":id", ++last_line_)
        .bind(":invoice_id", document.id)
        .bind(":position", ++position)
        .bind(":product_id", line.product)
        .bind(":quantity", line.quantity)
        .bind(":unit_price_halalas", line.unit_price)
        .bind(":discount_basis_points", line.discount)
        .bind(":net_halalas", line.net())
        .bind(":vat_basis_points", kVatRate)
        .bind(":vat_halalas", line.vat())
        .run();
  }
}

}  // namespace app
