import {onEvent} from "./events.js";
import {useEffect} from "./view.js";

// The tab's title counts the jobs that ended while it was hidden.
let title = "";
let ended = 0;

const show = () => {
  document.title = (ended > 0 ? `(${ended}) ` : "") + (title && `${title} - `) + "Gormic BI";
};

onEvent((name, data) => {
  if (name !== "job" || !document.hidden) return;
  if (!["completed", "failed", "canceled"].includes(data.status)) return;
  ++ended;
  show();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  ended = 0;
  show();
});

export function useTitle(text) {
  useEffect(() => {
    title = text;
    show();
  }, [text]);
}
