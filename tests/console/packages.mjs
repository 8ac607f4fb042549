// The packages are installed in the build folder, which GORMIC_BI_TEST_CONSOLE names.
import {createRequire} from "node:module";
import {join} from "node:path";

export const folder = process.env.GORMIC_BI_TEST_CONSOLE;
const require = createRequire(join(folder, "x.js"));
export const {chromium} = require("playwright-core");
export const {AxeBuilder} = require("@axe-core/playwright");
