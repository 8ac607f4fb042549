import {html} from "../core/view.js";

// Strokes on a grid of 24. Those that point in the direction of reading are mirrored in Arabic.
const paths = {
  add: "M12 5v14M5 12h14",
  back: "M15 6l-6 6 6 6",
  calendar: "M5 6h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM4 11h16M8 3v4M16 3v4",
  check: "M5 12.500l4.500 4.500L19 7.500",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM5 15V4h10",
  down: "M6 9l6 6 6-6",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  drag: "M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01",
  edit: "M5 19l1-4L16.500 4.500l3 3L9 18zM14 7l3 3",
  forward: "M9 6l6 6-6 6",
  key: "M14.500 9.500a4 4 0 1 0-3.700 4L13 15.700h2v2h2v2h3v-3l-5.700-5.700c.130-.480.200-.980.200-1.500zM9 9h.01",
  language: "M4 6h9M8.500 4v2M11 6c-1 4-3.500 7-7 8.500M6 9c1 2.500 3.500 4.500 6 5.500M12.500 20l4-9 4 9M14 17h5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20a7.500 7.500 0 0 1 15 0",
  play: "M8 5l11 7-11 7z",
  refresh: "M19 5v5h-5M5 19v-5h5M18.500 10A7 7 0 0 0 6 7.500M5.500 14A7 7 0 0 0 18 16.500",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.500 4.500",
  star: "M12 4l2.500 5.200 5.500.8-4 4 1 5.700-5-2.700-5 2.700 1-5.700-4-4 5.500-.800z",
  table: "M4 5h16v14H4zM4 10h16M10 5v14",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
  up: "M6 15l6-6 6 6",
  warning: "M12 4l9 16H3zM12 10v4.500M12 17.500v.01",
};
const directed = new Set(["back", "forward", "play"]);

/** Decoration: the element around it has the name. */
export function Icon({name, isFilled}) {
  return html`<svg class=${"icon" + (directed.has(name) ? " directed" : "") + (isFilled ? " filled" : "")}
    viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${paths[name]} /></svg>`;
}
