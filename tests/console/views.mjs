// Each view of the console, and how it is reached.
const go = (path, wanted) => async (page, demo) => {
  await page.goto(`${demo.url}/console${path}`);
  await page.waitForSelector(wanted);
};

async function openForm(page, demo) {
  await go("/reports/sales.invoices", ".report-form")(page, demo);
  for (const summary of await page.$$(".section:not([open]) > summary")) await summary.click();
  await page.click(".filters > .button");
}

async function openCalendars(page, demo) {
  await go("/reports/sales.invoices", ".report-form")(page, demo);
  await page.selectOption("#parameter-period", "dates");
  await page.fill("#parameter-period-from", "2026-02-18");
  await page.click(".dates .icon-button");
  await page.waitForSelector(".calendar:nth-child(2) td");
}

async function showErrors(page, demo) {
  await go("/reports/sales.invoices", ".report-form")(page, demo);
  await page.selectOption("#parameter-period", "dates");
  await page.fill("#parameter-period-to", "31/2/2026");
  await page.click(".form-side .primary");
  await page.waitForSelector(".error-summary");
}

async function runJob(page, demo) {
  await go("/reports/sales.invoices", ".report-form")(page, demo);
  await page.click(".form-side .primary");
  await page.waitForSelector(".outcome .button.large");
}

async function openLookup(page, demo) {
  await go("/reports/test.every-type", ".report-form")(page, demo);
  await page.click("#parameter-region");
  await page.waitForSelector("[role=option]");
}

async function openRequest(page, demo) {
  await go("/reports/sales.invoices", ".report-form")(page, demo);
  await page.click("#as-request");
  await page.waitForSelector("dialog .copyable");
}

async function openKeyForm(page, demo) {
  await go("/operator/keys", ".list-row")(page, demo);
  await page.click(".bar-end .primary");
  await page.waitForSelector("#key-label");
}

async function showPreview(page, demo) {
  await go("/reports/sales.by-region", ".report-form")(page, demo);
  await page.click("#preview");
  await page.waitForSelector(".sheet td");
}

export const views = {
  reports: go("", ".report-card"),
  "reports-none": go("?q=xyzzy", ".empty"),
  menu: async (page, demo) => {
    await go("", ".report-card")(page, demo);
    await page.click(".menu summary");
  },
  report: go("/reports/sales.invoices", ".report-form"),
  "report-open": openForm,
  "report-types": openLookup,
  "report-calendars": openCalendars,
  "report-errors": showErrors,
  "report-preview": showPreview,
  "report-request": openRequest,
  job: runJob,
  jobs: go("/jobs", ".job-row"),
  "jobs-none": go("/jobs?status=failed", ".empty"),
  operator: go("/operator", ".figures"),
  "operator-keys": go("/operator/keys", ".list-row"),
  "operator-key-form": openKeyForm,
  "operator-audit": go("/operator/audit", ".table"),
  sessions: go("/sessions", ".list-row"),
  "not-found": go("/nowhere", "h1"),
};
