// The real server with the demo's data, in a folder of its own.
import {spawn} from "node:child_process";
import {cpSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

const kInvoices = 2000;

/** Adds the data models of the folder `models`; the server finds them by itself. */
async function addModels({folder, url, key}) {
  cpSync(fileURLToPath(new URL("models", import.meta.url)), join(folder, "demo", "catalogue", "models"), {recursive: true});
  const headers = {"api-key": key, "organization-id": "wahat-group"};
  for (let i = 0; i < 300; ++i) {
    if ((await fetch(`${url}/v1/bi/data-models/test.every-type`, {headers})).ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the server does not find the data models of the test");
}

/** {folder, url, link, key, process, end, stop}; end: of the server alone. Ends with the process. */
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
  const demo = {
    folder,
    url: /Serving on (\S+)/.exec(printed)[1],
    link: /http\S+\/console\/sign-in#\S+/.exec(printed)[0],
    key: /api-key: (gbi_[\w-]+)/.exec(printed)[1],
    process: server,
    end: () => new Promise((done) => {
      server.removeAllListeners("exit");
      server.once("exit", done);
      server.kill();
    }),
    stop,
  };
  await addModels(demo);
  return demo;
}
