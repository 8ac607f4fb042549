
"use strict";

const documented = JSON.parse(document.getElementById("document").textContent);
const texts = JSON.parse(document.getElementById("texts").textContent);
const methods = ["get", "post", "put", "patch", "delete"];
let language = "en";

// --- small pieces -------------------------------------------------------------------------------

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function text(key) { return texts[language].labels[key] || key; }

// In Arabic what the document says in English is replaced where a translation stands beside it.
function prose(english) { return texts[language].prose[english || ""] || english || ""; }

// Where the Arabic text isolates what is written from left to right, it is code, and whole on a line.
function worded(line) {
  return line.split(/\u2066([^\u2069]*)\u2069/).map((piece, i) => (i % 2 ? element("code", { class: "whole" }, piece) : piece));
}

// What the paths follow: the server's own address for callers, else the one that this page came from.
function server() {
  const url = documented.servers[0].url.replace(/\/$/, "");
  if (!url.startsWith("/") && url !== "") return url;
  return (location.protocol.startsWith("http") ? location.origin : "http://127.0.0.1:8080") + url;
}

function code(content) { return element("code", {}, content); }

function anchor(kind, name) { return kind + "-" + name.replace(/[^A-Za-z0-9_-]/g, "-"); }

function operations() {
  const found = [];
  for (const [path, item] of Object.entries(documented.paths)) {
    for (const method of methods) {
      if (item[method]) found.push({ path, method, operation: item[method] });
    }
  }
  const order = texts.order;
  return found.sort((a, b) => order.indexOf(a.operation.operationId) - order.indexOf(b.operation.operationId));
}

function tables(heads, rows) {
  return element("table", {},
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", {}, text(head))))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))))));
}

// --- schemas ------------------------------------------------------------------------------------

function referred(schema) { return schema.$ref ? schema.$ref.split("/").pop() : null; }

function typed(schema) {
  const name = referred(schema);
  if (name) return element("a", { href: "#" + anchor("schema", name), class: "ltr" }, name);
  if (schema.allOf && schema.allOf.length === 1) return typed(schema.allOf[0]);
  if (schema.type === "array") return element("span", { class: "ltr" }, "[ ", typed(schema.items || {}), " ]");
  if (schema.enum) return element("span", { class: "ltr" }, schema.enum.join(" | "));
  if (schema.oneOf) return element("span", { class: "ltr" }, ...schema.oneOf.flatMap((one, i) => (i ? [" | ", typed(one)] : [typed(one)])));
  return element("span", { class: "ltr" }, (schema.type || "object") + (schema.format ? " (" + schema.format + ")" : ""));
}

function members(schema) {
  const required = schema.required || [];
  return tables(["name", "type", "meaning"], Object.entries(schema.properties || {}).map(([name, member]) => [
    element("span", {}, code(name), " ", required.includes(name) ? element("span", { class: "required" }, text("required")) : ""),
    typed(member),
    element("span", {}, ...worded(prose(member.description))),
  ]));
}

function schemaBody(schema) {
  const pieces = [];
  if (schema.description) pieces.push(element("p", {}, prose(schema.description)));
  for (const part of schema.allOf || []) {
    pieces.push(referred(part) ? element("p", {}, typed(part)) : members(part));
  }
  if (schema.enum) pieces.push(element("p", {}, ...schema.enum.flatMap((value) => [code(value), " "])));
  if (schema.properties && Object.keys(schema.properties).length > 0) pieces.push(members(schema));
  return pieces;
}

// --- operations ---------------------------------------------------------------------------------

function parameters(operation) {
  if (!operation.parameters) return null;
  return element("div", {}, element("h4", {}, text("parameters")),
    tables(["name", "place", "type", "meaning"], operation.parameters.map((parameter) => [
      element("span", {}, code(parameter.name), " ", parameter.required ? element("span", { class: "required" }, text("required")) : ""),
      text("in-" + parameter.in),
      typed(parameter.schema || {}),
      prose(parameter.description),
    ])));
}

function contents(content) {
  const types = Object.entries(content || {});
  if (types.length === 0) return element("span", {}, "");
  return element("span", {}, ...types.map(([type, media]) => element("div", {}, typed(media.schema || {}), " ", element("span", { class: "open ltr" }, type))));
}

function requestBody(operation) {
  if (!operation.requestBody) return null;
  return element("div", {}, element("h4", {}, text("body")), contents(operation.requestBody.content));
}

function responses(operation) {
  return element("div", {}, element("h4", {}, text("answers")),
    tables(["status", "meaning", "type"], Object.entries(operation.responses).map(([status, response]) =>
      [code(status), prose(response.description || (status === "200" ? "OK" : "")), contents(response.content)])));
}

function operationSection({ path, method, operation }) {
  const isOpen = operation.security && operation.security.length === 0;
  const example = texts.examples[operation.operationId];
  return element("section", { id: anchor("operation", operation.operationId) },
    element("h3", {}, element("span", { class: "method ltr " + method }, method.toUpperCase()), code(path),
      isOpen ? element("span", { class: "open" }, text("no-key")) : null),
    element("p", {}, prose(operation.summary)),
    ...(texts[language].notes[operation.operationId] || []).map((note) => element("p", {}, ...worded(note))),
    example ? element("pre", { tabindex: "0" }, example.replaceAll("{{server}}", server())) : null,
    parameters(operation), requestBody(operation), responses(operation));
}

// --- the page -----------------------------------------------------------------------------------

function introduction() {
  return element("section", { id: "introduction" },
    element("h1", {}, text("heading")),
    ...texts[language].introduction.map((paragraph) => element("p", {}, paragraph)));
}

function listQuery() {
  return element("section", { id: "list-query" }, element("h3", {}, text("list-query")),
    ...texts[language].query.map((paragraph) => element("p", {}, ...worded(paragraph))),
    element("pre", { tabindex: "0" }, texts.queryExample),
    tables(["operator", "meaning"], texts.operators.map(([names, meaning]) =>
      [element("span", {}, ...names.split(" ").flatMap((name) => [code(name), " "])), texts[language].operators[meaning]])),
    tables(["period", "meaning"], texts.periods.map(([names, meaning]) =>
      [element("span", {}, ...names.split(" ").flatMap((name) => [code(name), " "])), texts[language].periods[meaning]])));
}

function errorCodes() {
  return element("section", { id: "errors" }, element("h3", {}, text("errors")),
    element("p", {}, text("errors-note")),
    tables(["status", "code", "meaning"], texts.errors.map(([status, name]) =>
      [code(status), code(name), texts[language].errors[name + " " + status] || texts[language].errors[name] || ""])));
}

// Programs read these codes, too: of warnings, and of jobs that failed.
function otherCodes(kind) {
  return element("section", { id: kind }, element("h3", {}, text(kind)),
    element("p", {}, text(kind + "-note")),
    tables(["code", "meaning"], texts[kind].map((name) => [code(name), texts[language][kind][name] || ""])));
}

function tags() {
  const found = [];
  for (const { operation } of operations()) {
    if (!found.includes(operation.tags[0])) found.push(operation.tags[0]);
  }
  return found;
}

function draw() {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  document.getElementById("title").textContent = documented.info.title;
  document.getElementById("version").textContent = documented.info.version;
  for (const button of document.querySelectorAll("#languages button")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  const page = document.getElementById("page");
  const list = document.getElementById("contents");
  page.replaceChildren(introduction());
  list.replaceChildren(element("a", { href: "#introduction" }, text("heading")));
  for (const tag of tags()) {
    page.append(element("h2", {}, prose(tag)));
    list.append(element("h2", {}, prose(tag)));
    for (const entry of operations().filter(({ operation }) => operation.tags[0] === tag)) {
      page.append(operationSection(entry));
      list.append(element("a", { href: "#" + anchor("operation", entry.operation.operationId) },
        element("span", { class: "ltr" }, entry.method.toUpperCase() + " " + entry.path)));
    }
  }
  page.append(element("h2", {}, text("reference")), listQuery(), errorCodes(), otherCodes("warnings"), otherCodes("failures"));
  list.append(element("h2", {}, text("reference")), element("a", { href: "#list-query" }, text("list-query")),
    element("a", { href: "#errors" }, text("errors")),
    element("a", { href: "#warnings" }, text("warnings")), element("a", { href: "#failures" }, text("failures")));
  for (const [name, schema] of Object.entries(documented.components.schemas)) {
    page.append(element("section", { id: anchor("schema", name) }, element("h3", {}, code(name)), ...schemaBody(schema)));
    list.append(element("a", { href: "#" + anchor("schema", name) }, element("span", { class: "ltr" }, name)));
  }
}

function choose(next) {
  language = next;
  draw();
}

for (const button of document.querySelectorAll("#languages button")) {
  button.addEventListener("click", () => choose(button.dataset.language));
}
const asked = new URLSearchParams(location.search).get("lang") || navigator.language || "en";
choose(asked.startsWith("ar") ? "ar" : "en");
