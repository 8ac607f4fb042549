import {baseUrl} from "../core/paths.js";

// The request in the words of four programs, without the key.
const kKey = "API_KEY";

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const indent = (text, spaces) => text.replaceAll("\n", "\n" + " ".repeat(spaces));

/** Python's words for JSON's constants, outside of strings. */
const pythonLiteral = (text) =>
  text.replace(/"(?:\\.|[^"\\])*"|\b(?:true|false|null)\b/g, (word) => ({true: "True", false: "False", null: "None"})[word] ?? word);

/** JSON whose invisible characters are escaped: pasted, none of them turns or hides code. */
const visibleJson = (value, spaces) =>
  JSON.stringify(value, null, spaces).replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The same request with plain values instead of {"value": x} and {"values": [...]}. */
const plainValue = (value) => value?.value ?? value?.values ?? value;
const plain = ({params}) => ({params: {...params, ...(params.parameters && {
  parameters: params.parameters.map(({key, value}) => ({key, value: plainValue(value)}))})}});

export function snippets(request, organization) {
  const url = `${baseUrl}/v1/bi/jobs`;
  const body = plain(request);
  const json = visibleJson(body, 2);
  const text = (value) => visibleJson(value);
  return {
    json,
    curl: `curl -s ${shellQuoted(url)} \\\n  -H 'api-key: ${kKey}' -H ${shellQuoted(`organization-id: ${organization}`)} \\\n  -H 'content-type: application/json' \\\n  -d ${shellQuoted(text(body))}`,
    javascript: `const response = await fetch(${text(url)}, {\n  method: "POST",\n  headers: {\n    "api-key": ${text(kKey)},\n    "organization-id": ${text(organization)},\n    "content-type": "application/json",\n  },\n  body: JSON.stringify(${indent(json, 2)}),\n});\nif (!response.ok) throw new Error(\`\${response.status} \${await response.text()}\`);\nconst {data} = await response.json();\nconsole.log(data.jobId);`,
    python: `import requests\n\nresponse = requests.post(\n    ${text(url)},\n    headers={"api-key": ${text(kKey)}, "organization-id": ${text(organization)}},\n    json=${pythonLiteral(indent(json, 4))},\n)\nif not response.ok:\n    raise SystemExit(f"{response.status_code} {response.text}")\nprint(response.json()["data"]["jobId"])`,
  };
}
