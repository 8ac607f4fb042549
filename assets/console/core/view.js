// The view layer: Preact with its hooks, and htm.
import {html as template} from "../vendor/preact.js";

export {
  render, useCallback, useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState,
} from "../vendor/preact.js";

const controls = /[\u202a-\u202e\u2066-\u2069]/g;
const strip = (child) => (Array.isArray(child) ? child.map(strip) : typeof child === "string" ? child.replace(controls, "") : child);

/** Takes bidi controls out of values: one that nothing ends would reach beyond its <bdi>. */
function contain(node) {
  if (Array.isArray(node)) node.forEach(contain);
  else if (node?.type === "bdi") node.props.children = strip(node.props.children);
  if (node?.props) contain(node.props.children);
  return node;
}

export const html = (...parts) => contain(template(...parts));
