// A client that knows only the contract, from which its types are generated. Writes one report to
// the named file and prints the job.
import { writeFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./contract.js";

type Job = components["schemas"]["GetJob_Data_Job"];

const [url, key, organization, file] = process.argv.slice(2) as [string, string, string, string];
const client = createClient<paths>({ baseUrl: url, headers: { "api-key": key } });
const header = { "organization-id": organization };

async function submit(): Promise<string> {
  const { data, error } = await client.POST("/v1/bi/jobs", {
    params: { header },
    body: {
      params: {
        uid: "shop.sales",
        lang: "ar",
        template: "excel-auto",
        parameters: [{ key: "period", value: { from: "2025-02-01", to: "2025-04-30" } }],
        query: { sort: [{ field: "total", direction: "desc" }] },
      },
    },
  });
  if (!data) throw new Error(error.error.code);
  return data.data.jobId;
}

async function poll(uid: string): Promise<Job> {
  for (;;) {
    const { data } = await client.GET("/v1/bi/jobs/{uid}", { params: { path: { uid }, header } });
    if (!data) throw new Error("the job is gone");
    const job = data.data.job;
    if (job.status !== "pending" && job.status !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function refused(): Promise<components["schemas"]["SubmitJob_ErrorCodes_enum"]> {
  const { error } = await client.POST("/v1/bi/jobs", {
    params: { header },
    body: { params: { uid: "shop.picked", lang: "en", template: "excel-auto" } },
  });
  if (!error) throw new Error("an order that is wrong was taken");
  return error.error.code;
}

const job = await poll(await submit());
if (job.downloadUrl === undefined) throw new Error(`${job.status}: ${job.log}`);
const answer = await fetch(job.downloadUrl);
if (!answer.ok) throw new Error(`the link answers ${answer.status}`);
writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
console.log(JSON.stringify({ ...job, type: answer.headers.get("content-type"), refused: await refused() }));
