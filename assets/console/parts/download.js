import {ApiError, get} from "../core/api.js";
import {fileUrl} from "../core/jobs.js";
import {t} from "../core/messages.js";
import {html} from "../core/view.js";
import {attempt} from "./announcer.js";
import {LinkButton} from "./basics.js";

/** The way to the file of a job, if it has one; by a link of the moment, since the page's may have expired. */
export function Download({job, kind}) {
  const file = fileUrl(job);
  const onClick = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    attempt(async () => {
      const fresh = fileUrl((await get(`/v1/bi/jobs/${encodeURIComponent(job.id)}`)).job);
      if (!fresh) throw new ApiError(410, {message: t("job.fileGone")});
      location.assign(fresh);
    });
  };
  return file && html`<${LinkButton} icon="download" kind=${kind} href=${file} download="" onClick=${onClick}>${t("action.download")}<//>`;
}
