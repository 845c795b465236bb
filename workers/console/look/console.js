"use strict";
// The page as it was served, kept up to date: events as they come, the status every five seconds.
// What comes from outside is written as text (textContent), never as markup.
{
  const { last, zone, most } = document.body.dataset;
  const news = document.getElementById("news");
  const live = document.getElementById("live");
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });

  const make = (tag, className, text = "") => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  };

  const when = (moment) => {
    const date = new Date(moment);
    const made = make("time", "", Number.isNaN(date.valueOf()) ? moment : clock.format(date));
    made.dateTime = moment;
    return made;
  };

  // A click can do no more than open a web page.
  const link = (url) => {
    try {
      return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
    } catch {
      return null;
    }
  };

  const words = (className, event, inner) => {
    const made = make("p", className);
    made.dir = event.dir;
    made.lang = event.lang;
    made.append(inner);
    return made;
  };

  const title = (event) => {
    const made = make("bdi");
    const url = link(event.url);
    if (!url) {
      made.textContent = event.title;
      return made;
    }
    const anchor = make("a", "", event.title);
    anchor.href = url;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
    made.append(anchor);
    return made;
  };

  const row = (event, key) => {
    const made = make("li", `event ${event.urgency} ${event.event}`);
    made.dataset.key = key;
    const facts = make("p", "facts");
    facts.append(
      when(event.published ?? event.seen), " ",
      make("b", "", event.urgency), " ",
      make("span", "kind", event.event), " ",
      make("span", "topics", event.topics.map((topic) => topic.name).join(" ")), " ",
      make("span", "source", event.source),
    );
    made.append(facts, words("title", event, title(event)));
    if (event.previous) {
      const gone = make("del");
      gone.append(make("bdi", "", event.previous));
      made.append(words("previous", event, gone));
    }
    return made;
  };

  const listen = () => {
    const query = new URLSearchParams({ events: "new,update,follow,repeat,correction,withdrawn", late: "true" });
    if (last) query.set("last_event_id", last);
    const source = new EventSource(`/events?${query}`);
    source.onopen = () => { live.textContent = "live"; };
    source.onerror = () => {
      live.textContent = "not connected, trying again";
      // Closed for good: the session has ended, or the service was full. The page then says which.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000);
    };
    source.onmessage = (message) => {
      const event = JSON.parse(message.data);
      const key = `${event.id}_${event.event}_${event.revision}`;
      if ([...news.children].some((one) => one.dataset.key === key)) return;
      news.prepend(row(event, key));
      while (news.children.length > Number(most)) news.lastElementChild.remove();
      document.getElementById("none").hidden = true;
    };
    // What was missed is more than the page shows: it is served anew.
    source.addEventListener("gap", () => { source.close(); location.reload(); });
  };

  const refresh = async () => {
    try {
      const answer = await fetch("/status");
      if (answer.ok) {
        const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.getElementById("status").replaceChildren(...parsed.body.children);
      }
    } catch {
      // The service is away; the next time will tell.
    }
  };

  listen();
  setInterval(refresh, 5000);
}
