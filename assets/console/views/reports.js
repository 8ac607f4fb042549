import {T, language, localized, t} from "../core/messages.js";
import {matchesWords} from "../core/fold.js";
import {recentReports, setFavourite, useModels} from "../core/models.js";
import {pathTo} from "../core/paths.js";
import {place, setQuery} from "../core/router.js";
import {useStore} from "../core/store.js";
import {useTitle} from "../core/title.js";
import {html, useEffect, useMemo, useState} from "../core/view.js";
import {announce, notify} from "../parts/announcer.js";
import {Button, Code, Count, Empty, Failure, Heading, IconButton, Loading} from "../parts/basics.js";
import {Copyable} from "../parts/copy.js";
import {Icon} from "../parts/icon.js";

const kMostFilters = 4;

const Names = ({names}) => names.map((name, index) => html`${index > 0 && t("list.separator")}<bdi>${name}</bdi>`);

/** What has to be filled in, and by what the rows may be chosen. */
function Needs({model}) {
  const needed = model.requires.map((one) => localized(one.label) || one.key);
  const filters = model.filters.map((one) => localized(one.title) || one.key);
  const shown = filters.length > kMostFilters + 1 ? filters.slice(0, kMostFilters) : filters;
  return html`<p class="muted">${needed.length > 0 ? html`<${T} k="reports.needs" names=${html`<${Names} names=${needed} />`} />` : t("reports.needsNothing")}
    ${filters.length > 0 && html`<br /><${T} k="reports.filters" names=${html`<${Names} names=${shown} />`} />`}
    ${shown.length < filters.length && html` <${T} k="reports.moreFilters" count=${filters.length - shown.length} />`}</p>`;
}

function Card({model, onMark}) {
  const title = localized(model.title);
  return html`<li class="report-card">
    <a href=${pathTo("reports", model.uid)}><bdi>${title}</bdi></a>
    ${model.description && html`<p><bdi>${localized(model.description)}</bdi></p>`}
    <${Needs} model=${model} />
    <${Code}>${model.uid}<//>
    <${IconButton} icon="star" isFilled=${model.favourite} aria-pressed=${model.favourite ? "true" : "false"}
      label=${t("reports.favourite", {title})} onClick=${() => onMark(model)} />
  </li>`;
}

function Group({title, models, onMark}) {
  if (models.length === 0) return null;
  return html`<section><h2 class="group-title">${title}</h2>
    <ul class="report-grid">${models.map((model) => html`<${Card} key=${model.uid} model=${model} onMark=${onMark} />`)}</ul></section>`;
}

function SearchField({value}) {
  return html`<label class="search"><${Icon} name="search" /><span class="hidden">${t("reports.search")}</span>
    <input type="search" value=${value} placeholder=${t("reports.search")} autocomplete="off"
      onInput=${(event) => setQuery({q: event.target.value})} /></label>`;
}

/** A catalogue without data models is filled in on the server, never from here. */
function EmptyCatalogue() {
  return html`<${Empty} title=${t("reports.none")}>
    <p>${t("reports.noneHint")}</p>
    <${Copyable} label=${t("reports.noneInstalled")} text="sudo gormic-bi setup" />
    <${Copyable} label=${t("reports.noneCommands")}
      text=${"gormic-bi model new --catalogue CATALOGUE --source SOURCE --table TABLE\ngormic-bi model check CATALOGUE"} />
  <//>`;
}

function sorted(models) {
  const collator = new Intl.Collator(language.get());
  return [...models].sort((a, b) => collator.compare(localized(a.title), localized(b.title)));
}

const textsOf = (model) => [model.title.ar, model.title.en, model.description?.ar, model.description?.en, model.uid].join(" ");

function List({models, typed, onMark}) {
  const found = useMemo(() => sorted(models.filter((model) => matchesWords(textsOf(model), typed))), [models, typed]);
  useEffect(() => {
    if (typed) announce(t("reports.found", {count: found.length}));
  }, [found.length, typed]);
  if (found.length === 0) {
    return html`<${Empty} icon="search" title=${t("reports.noMatch")}><p>${t("reports.noMatchHint")}</p>
      <${Button} onClick=${() => setQuery({q: ""})}>${t("reports.clear")}<//><//>`;
  }
  const recent = recentReports().map((uid) => models.find((model) => model.uid === uid)).filter(Boolean);
  const group = (name, list) => html`<${Group} title=${t(name)} models=${list} onMark=${onMark} />`;
  return html`${!typed && group("reports.favourites", found.filter((model) => model.favourite))}
    ${!typed && group("reports.recent", recent.filter((model) => !model.favourite).slice(0, 4))}
    <${Group} title=${typed ? html`<${Count} k="reports.found" count=${found.length} />` : t("reports.all")} models=${found} onMark=${onMark} />`;
}

export default function Reports() {
  useTitle(t("reports.title"));
  const typed = useStore(place).query.get("q") ?? "";
  const {data, error, reload} = useModels();
  const [marks, setMarks] = useState({});
  const marked = useMemo(() => data?.map((model) => (model.uid in marks ? {...model, favourite: marks[model.uid]} : model)), [data, marks]);
  const mark = async (model) => {
    setMarks({...marks, [model.uid]: !model.favourite});
    try {
      await setFavourite(model.uid, !model.favourite);
    } catch (fault) {
      setMarks({...marks, [model.uid]: model.favourite});
      notify(fault.message, "error");
    }
  };
  return html`<${Heading} title=${t("reports.title")} lead=${t("reports.lead")} />
    ${data?.length > 0 && html`<${SearchField} value=${typed} />`}
    ${!data && !error && html`<${Loading} rows=${6} />`}
    ${!data && error && html`<${Failure} error=${error} retry=${reload} />`}
    ${data?.length === 0 && html`<${EmptyCatalogue} />`}
    ${data?.length > 0 && html`<${List} models=${marked} typed=${typed} onMark=${mark} />`}`;
}
