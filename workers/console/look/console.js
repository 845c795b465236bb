"use strict";
// The pages work without this script; with it they keep up by themselves. What comes from outside is
// written as text (textContent), never as markup; a link opens the web and nothing else.
{
  const { page, zone, words } = document.body.dataset;
  const said = JSON.parse(words);
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const say = (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), said[key] ?? key);
  const named = (kind, value) => said[`${kind}.${value}`] ?? value;

  const make = (tag, className, text = "") => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  };

  // The date only where it is another day's.
  const when = (moment) => {
    const date = new Date(moment);
    const text = Number.isNaN(date.valueOf()) ? moment : clock.format(date);
    const [today] = clock.format(new Date()).split(" ");
    const made = make("time", "", text.startsWith(`${today} `) ? text.slice(today.length + 1) : text);
    made.dateTime = moment;
    made.title = text;
    return made;
  };

  const link = (url) => {
    try {
      return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
    } catch {
      return null;
    }
  };

  const anchor = (url, text) => {
    const made = make("a", "", text);
    made.href = url;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    return made;
  };

  // ── the wire ────────────────────────────────────────────────────────────────────────────────
  // Events wait in `pending` and are put on the page together, a few times a second and AT_ONCE at a time, so
  // that a click is answered in between, however fast they come. While the wire is paused, or its reader has
  // scrolled down, they go on waiting, the newest MOST_PENDING of them. The page never holds more than `most`
  // stories of the live wire, or MOST_OLDER with the older ones that were asked for; and it knows the last
  // MOST_KEYS events again, which is more than come twice.

  const TOGETHER = 200;
  const AT_ONCE = 100;
  const FEW = 10;
  const LATER = 5000;
  const MOST_PENDING = 500;
  const MOST_KEYS = 2000;
  const MOST_OLDER = 1000;
  const MOST_REPORTS = 5;
  const URGENCIES = ["routine", "urgent", "flash"];

  const wire = (news) => {
    const { last, most, query, start } = news.dataset;
    const state = document.getElementById("live");
    const pause = document.getElementById("pause");
    const fresh = document.getElementById("fresh");
    const sound = document.getElementById("sound");
    const stories = new Map();
    const keys = new Set();
    let limit = Number(most);
    let pending = [];
    let timer = 0;
    let paused = false;
    let moved = false; // the desk split or merged stories, and the page does not show it yet
    let regrouping = false;

    const know = (key) => {
      keys.add(key);
      if (keys.size > MOST_KEYS) keys.delete(keys.values().next().value);
    };

    // What stands on the page, as the server wrote it.
    const learn = () => {
      stories.clear();
      for (const one of news.children) stories.set(one.dataset.story, one);
      for (const one of [...news.querySelectorAll("[data-key]")].reverse()) know(one.dataset.key);
    };
    learn();

    const report = (event, key) => {
      const made = make("li", `report ${event.event}`);
      made.dataset.key = key;
      const source = make("span", "source");
      source.append(link(event.url) ? anchor(event.url, event.source) : event.source);
      const text = make("bdi", "words", event.title);
      text.dir = event.dir;
      text.lang = event.lang;
      made.append(when(event.seen), " ", make("span", "kind", named("event", event.event)), " ", source, " ", text);
      return made;
    };

    // A report's own words are shown where they are others than the story's.
    const compare = (made) => {
      const shown = made.querySelector(".title").textContent;
      for (const words of made.querySelectorAll(".words")) words.hidden = words.textContent === shown;
    };

    const card = (event) => {
      const made = make("li", "story");
      made.dataset.story = event.story;
      made.dataset.urgency = "routine";
      made.append(make("p", "facts"), make("h2", "title"), make("ol", "reports"));
      return made;
    };

    const head = (made, event, urgency) => {
      const [facts, title] = made.children;
      made.dataset.urgency = urgency;
      made.className = `story ${urgency}`;
      if (event.event === "withdrawn") made.classList.add("withdrawn");
      if (event.event === "repeat") made.classList.add("repeat");
      const places = make("span", "places");
      places.append(make("bdi", "", event.places.join(" · ")));
      facts.replaceChildren(
        when(event.published ?? event.seen), " ",
        make("b", "urgency", named("urgency", urgency)), " ",
        make("span", "topics", event.topics.map((one) => named("topic", one.name)).join(" ")), " ",
        places,
      );
      title.dir = event.dir;
      title.lang = event.lang;
      const open = make("a", "open");
      open.href = `/story/${encodeURIComponent(event.story)}`;
      open.append(make("bdi", "", event.title));
      title.replaceChildren(open);
    };

    // `lit`: it lights up for a moment; of very many at once nobody would see which.
    const put = (event, key, lit) => {
      let made = stories.get(event.story);
      const known = Boolean(made);
      if (!made) {
        made = card(event);
        stories.set(event.story, made);
      }
      const urgency = URGENCIES[Math.max(URGENCIES.indexOf(made.dataset.urgency), URGENCIES.indexOf(event.urgency))];
      const focused = made.contains(document.activeElement);
      // A repeat lifts no story, and changes no headline.
      if (!known || event.event !== "repeat") head(made, event, urgency);
      const reports = made.children[2];
      reports.prepend(report(event, key));
      compare(made);
      while (reports.children.length > MOST_REPORTS) reports.lastElementChild.remove();
      if (!known || (event.event !== "repeat" && news.firstElementChild !== made)) news.prepend(made);
      made.classList.toggle("arrived", lit);
      if (focused) made.querySelector(".open").focus({ preventScroll: true });
      if (event.urgency === "flash" && event.event !== "repeat") alarm(event);
    };

    const alarm = (event) => {
      document.getElementById("said").textContent = `${say("script.flash")}: ${event.title}`;
      if (!sound.checked) return;
      const audio = new AudioContext();
      const tone = audio.createOscillator();
      const level = audio.createGain();
      level.gain.value = 0.2;
      tone.frequency.value = 880;
      tone.connect(level).connect(audio.destination);
      tone.start();
      tone.stop(audio.currentTime + 0.25);
      tone.onended = () => audio.close();
    };

    const held = () => paused || window.scrollY > 400;

    const flush = () => {
      timer = 0;
      const waits = held();
      if (regrouping) return;
      if (moved && !waits) {
        regroup();
        return;
      }
      if (pending.length && !waits) {
        const lit = pending.length <= FEW;
        for (const [key, event] of pending.splice(0, AT_ONCE)) put(event, key, lit);
        while (news.children.length > limit) {
          stories.delete(news.lastElementChild.dataset.story);
          news.lastElementChild.remove();
        }
        document.getElementById("none").hidden = true;
        if (pending.length) soon(0);
      }
      fresh.hidden = !(waits && pending.length);
      if (!fresh.hidden) {
        const count = pending.length >= MOST_PENDING ? `${MOST_PENDING}+` : pending.length;
        fresh.textContent = say("script.waiting", { count });
      }
    };
    const soon = (after = TOGETHER) => { timer ||= setTimeout(flush, after); };

    // The server knows which report belongs where: the wire is asked for anew. What comes meanwhile waits.
    const regroup = async () => {
      regrouping = true;
      let done = false;
      try {
        moved = false;
        const answer = await fetch(location.pathname + location.search);
        const parsed = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
        const theirs = parsed && parsed.getElementById("news");
        if (theirs && !held()) {
          const focused = document.activeElement.closest("#news > .story")?.dataset.story;
          news.replaceChildren(...theirs.children);
          learn();
          const there = new Set([...news.querySelectorAll("[data-key]")].map((one) => one.dataset.key));
          pending = pending.filter(([key]) => !there.has(key));
          limit = Number(most);
          goOnFrom(parsed.getElementById("older"));
          if (focused) (stories.get(focused) ?? news).querySelector(".open")?.focus({ preventScroll: true });
          done = true;
        }
      } catch {
        // The service is away: once more, later.
      } finally {
        regrouping = false;
        moved ||= !done;
        soon(done ? TOGETHER : LATER);
      }
    };

    const status = (key, bad = false) => {
      state.textContent = say(key);
      state.classList.toggle("bad", bad);
    };

    const listen = () => {
      const asked = new URLSearchParams(query);
      asked.set("desk", "1"); // its hand, too
      if (last) asked.set("last_event_id", last);
      const source = new EventSource(`/events?${asked}`);
      source.onopen = () => status("script.live");
      source.onerror = () => {
        status("script.trying", true);
        // Closed for good: the session has ended, or the service was full. The page then says which.
        if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000);
      };
      source.onmessage = (message) => {
        const event = JSON.parse(message.data);
        const key = `${event.id}_${event.event}_${event.revision}`;
        if (keys.has(key)) return;
        know(key);
        pending.push([key, event]);
        if (pending.length > MOST_PENDING) {
          const [gone] = pending.shift();
          keys.delete(gone);
        }
        soon();
      };
      source.addEventListener("desk", () => {
        moved = true;
        soon();
      });
      // What was missed is more than the page shows: it is served anew.
      source.addEventListener("gap", () => { source.close(); location.reload(); });
    };

    pause.addEventListener("click", () => {
      paused = !paused;
      pause.setAttribute("aria-pressed", String(paused));
      pause.textContent = paused ? pause.dataset.goOn : pause.dataset.pause;
      soon();
    });
    fresh.addEventListener("click", () => {
      if (paused) pause.click();
      window.scrollTo(0, 0);
      soon();
    });
    window.addEventListener("scroll", () => { if (pending.length || moved) soon(); }, { passive: true });
    sound.checked = localStorage.getItem("sound") === "yes";
    sound.addEventListener("change", () => localStorage.setItem("sound", sound.checked ? "yes" : "no"));

    // Up and down from story to story, while the focus is in the list.
    news.addEventListener("keydown", (pressed) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[pressed.key];
      if (!step || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
      const all = [...news.children];
      const next = all[all.findIndex((one) => one.contains(document.activeElement)) + step];
      if (next) {
        next.querySelector(".open").focus();
        pressed.preventDefault();
      }
    });

    // ── older ones, as the reader scrolls ──
    let older = document.getElementById("older");
    let loading = false;
    const more = async () => {
      if (loading || !older.isConnected || news.children.length >= MOST_OLDER) return;
      loading = true;
      try {
        const answer = await fetch(older.href);
        if (!answer.ok) return;
        const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const one of parsed.querySelectorAll("#news > .story")) {
          if (stories.has(one.dataset.story)) continue;
          stories.set(one.dataset.story, one);
          news.append(one);
        }
        limit = Math.min(MOST_OLDER, Math.max(limit, news.children.length));
        goOnFrom(parsed.getElementById("older"));
      } catch {
        // The service is away; the link is still there.
      } finally {
        loading = false;
        // Looked at anew: it may stand in view still, and an observer only tells of changes.
        watch();
      }
    };
    const near = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting) && window.scrollY > 0) more();
    }, { rootMargin: "400px" });
    const watch = () => {
      near.disconnect();
      if (older?.isConnected) near.observe(older);
    };
    const click = (clicked) => {
      if (news.children.length >= MOST_OLDER) return;
      clicked.preventDefault();
      more();
    };
    // `next`: the link as the server wrote it; none: there is nothing older.
    const goOnFrom = (next) => {
      older?.remove();
      if (next) {
        older = next;
        older.addEventListener("click", click);
        document.querySelector(".more").append(older);
      }
      watch();
    };
    goOnFrom(older);

    // An address without the fields that say nothing.
    document.getElementById("filter").addEventListener("submit", (sent) => {
      for (const field of sent.target.elements) if (field.name && !field.value) field.disabled = true;
    });

    if (start) status("script.paused");
    else listen();
  };

  // ── what is asked again and again ───────────────────────────────────────────────────────────

  const renew = async (part) => {
    // Never under the hands of somebody who is using it.
    if (document.hidden || part.contains(document.activeElement)) return;
    try {
      const answer = await fetch(location.pathname + location.search);
      if (!answer.ok) return;
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["part", "health"]) {
        const [mine, theirs] = [document.getElementById(id), parsed.getElementById(id)];
        if (mine && theirs && !mine.contains(document.activeElement)) mine.replaceChildren(...theirs.childNodes);
      }
    } catch {
      // The service is away; the next time will tell.
    }
  };

  const news = document.getElementById("news");
  if (news) wire(news);
  const part = document.getElementById("part");
  if (part && location.pathname === `/${page}`) setInterval(() => renew(part), Number(part.dataset.refresh) * 1000);
}
