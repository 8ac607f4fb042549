import {App} from "./app.js";
import {useLanguage} from "./core/messages.js";
import {html, render} from "./core/view.js";

await useLanguage(document.documentElement.lang);
render(html`<${App} />`, document.getElementById("app"));
