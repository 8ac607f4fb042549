"use strict";
// Runs before the first paint, so that a stored theme or language does not flash.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem("gormic-bi." + key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const preferred = (navigator.languages || [navigator.language]).find((one) => /^(ar|en)\b/.test(one));
  root.lang = read("language") || (preferred || "en").slice(0, 2);
  root.dir = root.lang === "ar" ? "rtl" : "ltr";
  const theme = read("theme");
  if (theme) root.dataset.theme = theme;
})();
