// The real server with the demo's data, in a folder of its own.
import {spawn} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

const kInvoices = 2000;

/** {folder, url, link, key, process, stop}. Ends with the process. */
export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), "gormic-bi-console-"));
  const server = spawn(process.env.GORMIC_BI_TEST_EXECUTABLE,
                       ["demo", "--directory", join(folder, "demo"), "--invoices", String(kInvoices), "--listen", "127.0.0.1:0"],
                       {stdio: ["ignore", "pipe", "inherit"]});
  let printed = "";
  await new Promise((done, fail) => {
    server.stdout.on("data", (text) => {
      printed += text;
      if (printed.includes("Serving until")) done();
    });
    server.on("exit", () => fail(new Error(`the demo has ended:\n${printed}`)));
  });
  const stop = () => {
    server.removeAllListeners("exit");
    server.kill();
    rmSync(folder, {recursive: true, force: true});
  };
  process.on("exit", stop);
  return {
    folder,
    url: /Serving on (\S+)/.exec(printed)[1],
    link: /http\S+\/console\/sign-in#\S+/.exec(printed)[0],
    key: /api-key: (gbi_[\w-]+)/.exec(printed)[1],
    process: server,
    stop,
  };
}
