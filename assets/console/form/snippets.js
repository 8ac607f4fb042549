import {baseUrl} from "../core/paths.js";

// The request in the words of four programs, without the key.
const kKey = "API_KEY";

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const indent = (text, spaces) => text.replaceAll("\n", "\n" + " ".repeat(spaces));

/** Python's words for JSON's constants, outside of strings. */
const pythonLiteral = (text) =>
  text.replace(/"(?:\\.|[^"\\])*"|\b(?:true|false|null)\b/g, (word) => ({true: "True", false: "False", null: "None"})[word] ?? word);

export function snippets(body, organization) {
  const url = `${baseUrl}/v1/bi/jobs`;
  const json = JSON.stringify(body, null, 2);
  return {
    json,
    curl: `curl -s ${shellQuoted(url)} \\\n  -H 'api-key: ${kKey}' -H ${shellQuoted(`organization-id: ${organization}`)} \\\n  -H 'content-type: application/json' \\\n  -d ${shellQuoted(JSON.stringify(body))}`,
    javascript: `const response = await fetch(${JSON.stringify(url)}, {\n  method: "POST",\n  headers: {\n    "api-key": ${JSON.stringify(kKey)},\n    "organization-id": ${JSON.stringify(organization)},\n    "content-type": "application/json",\n  },\n  body: JSON.stringify(${indent(json, 2)}),\n});\nconst {data} = await response.json();\nconsole.log(data.jobId);`,
    python: `import requests\n\nresponse = requests.post(\n    ${JSON.stringify(url)},\n    headers={"api-key": ${JSON.stringify(kKey)}, "organization-id": ${JSON.stringify(organization)}},\n    json=${pythonLiteral(indent(json, 4))},\n)\nprint(response.json()["data"]["jobId"])`,
  };
}
