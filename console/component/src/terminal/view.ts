// The session page: header, terminal, where it stands, keys, composer, facts. It puts the parts
// together and draws what they know; what is said and when stands in words.ts and standing.ts.

import { Panel } from "../approvals/panel";
import { el, icon } from "../component";
import type { Place } from "../history";
import { readObject, type Link, type Off } from "../link";
import { sessionName } from "../names";
import { plain } from "../plain";
import { Composer } from "./composer";
import { Facts } from "./facts";
import { Feed } from "./feed";
import { KeyBar, tap } from "./keybar";
import type { ScreenPane } from "./screen";
import { away, others, watchers, type Away } from "./standing";
import { Steering } from "./steer";
import { STYLE } from "./style";
import * as words from "./words";

/** The last screen of a session that has ended is retained: it comes with its document, or never. */
const NO_SCREEN_MS = 2_000;
/** The page may miss one word while its own connection comes back. */
const FILM_AGAIN_MS = 10_000;
/** With a keyboard open: what is not needed to type gives way to the terminal. */
const LOW_PX = 520;
const BACK = "m15 5-7 7 7 7";
const MORE = "M5 12a1 1 0 1 0 .01 0M12 12a1 1 0 1 0 .01 0M19 12a1 1 0 1 0 .01 0";
const FIT = "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5";
const DOWN = "M12 5v14m-6-6 6 6 6-6";

/** What the page is told: another page is wanted, or this session's film. */
export interface Told {
  go(page: string): void;
  film(): void;
}

export class View {
  private readonly root = el("div", "ses");
  private readonly title = el("h1");
  private readonly under = el("p");
  private readonly note = el("div", "note");
  private readonly play = el("button", "btn main", "Play it as a film");
  private readonly box = el("div", "scr");
  private readonly waiting = el("div", "wait4", "Waiting for the screen…");
  private readonly lamp = el("span", "lamp");
  private readonly link_ = el("span", "says");
  private readonly people = el("span", "people");
  private readonly size = el("span", "size");
  private readonly now = el("button", "btn now");
  private readonly letters = el("button", "btn");
  private readonly fit = el("button", "btn");
  private readonly composer: Composer;
  private readonly keys: KeyBar;
  private readonly facts: Facts;
  private readonly feed: Feed;
  private readonly steer: Steering;
  private readonly asks: Panel;

  private pane: ScreenPane | null = null;
  private readonly offs: Off[] = [];
  private state: words.State | null = null;
  private shown = false;
  private told: Told = { go: () => undefined, film: () => undefined };
  /** When it was first known to have ended with no screen drawn; 0: it has not, or has one. */
  private blankSince = 0;
  private calm: { text: string; until: number } | null = null;

  constructor(
    private readonly link: Link,
    private readonly place: Place,
  ) {
    const tell = (text: string, ms: number): void => this.tell(text, ms);
    this.feed = new Feed(link, place, { changed: () => this.draw(), tell });
    this.steer = new Steering(link, place, {
      ready: () => this.there() && this.feed.answered,
      final: () => this.final(),
      tell,
      say: (text, tone) => this.composer.say(text, tone),
    });
    this.composer = new Composer(`sb-draft-${place.session}`, (text) => this.steer.prompt(text));
    this.keys = new KeyBar({
      key: (text) => this.type(text),
      paste: () => void this.paste(),
      interrupt: () => void this.steer.order("interrupt", {}, "Interrupted"),
    });
    this.facts = new Facts(place, {
      stop: () => void this.steer.order("stop", { grace: 5 }, "Stopped"),
      rename: (title) => this.steer.ask("title", { title }),
    });
    const { machine, project, session } = place;
    this.asks = new Panel(link, `${machine}/${project}/${session}`, () => this.refit());
    this.build();
    const base = `fleet/session/${machine}/${project}/${session}`;
    this.offs.push(
      link.subscribe(`${base}/state`, (_, bytes) => this.stateArrived(bytes)),
      link.subscribe(`${base}/event`, (_, bytes) => this.feed.line(bytes)),
      link.subscribe(`${base}/screen`, (_, bytes) => this.feed.screen(bytes)),
      link.on("state", (status) => {
        this.feed.status(status);
        this.tick();
      }),
      link.on("access", () => this.draw()),
    );
    link.machine(machine);
    const ticker = setInterval(() => this.tick(), 1_000);
    this.offs.push(() => clearInterval(ticker));
    void this.load();
  }

  // ----- life

  show(parent: HTMLElement | ShadowRoot, told: Told): void {
    this.told = told;
    parent.append(this.root);
    this.shown = true;
    window.visualViewport?.addEventListener("resize", this.refit);
    window.visualViewport?.addEventListener("scroll", this.refit);
    document.addEventListener("visibilitychange", this.looked);
    this.refit();
    this.pane?.fitFont();
    this.tick();
  }

  hide(): void {
    this.shown = false;
    window.visualViewport?.removeEventListener("resize", this.refit);
    window.visualViewport?.removeEventListener("scroll", this.refit);
    document.removeEventListener("visibilitychange", this.looked);
    this.root.remove();
    this.feed.rest();
  }

  end(): void {
    for (const off of this.offs) off();
    this.feed.rest();
    this.asks.end();
    this.pane?.end();
  }

  private async load(): Promise<void> {
    const { ScreenPane, css } = await import("./screen");
    this.root.prepend(el("style", "", css));
    const make = (): void => {
      if (this.pane || !this.root.isConnected) return;
      const wide = matchMedia("(min-width: 900px)").matches;
      this.pane = new ScreenPane(this.box, wide ? 14 : 13, {
        typed: (text) => this.type(this.keys.apply(text)),
        top: () => void this.feed.earlier(),
        bottom: () => void this.feed.later(),
        moved: () => this.drawBar(),
      });
      this.pane.smaller = remembered() === "small";
      this.box.querySelector("textarea")?.setAttribute("aria-label", "Terminal: what you type goes to the program");
      this.feed.attach(this.pane);
      this.draw();
    };
    make();
    if (!this.pane) {
      const shown = setInterval(() => {
        make();
        if (this.pane) clearInterval(shown);
      }, 100);
      this.offs.push(() => clearInterval(shown));
    }
  }

  private build(): void {
    this.root.append(el("style", "", STYLE));
    const header = el("header", "top");
    const back = tap(el("button", "btn quiet"), () => this.told.go("fleet"));
    back.setAttribute("aria-label", "Back to Fleet");
    back.append(icon(BACK));
    const who = el("div", "who");
    who.append(this.title, this.under);
    const more = tap(el("button", "btn quiet phone"), () => {
      this.facts.root.hidden = !this.facts.root.hidden;
      more.setAttribute("aria-expanded", String(!this.facts.root.hidden));
    });
    more.setAttribute("aria-label", "Facts about this session");
    more.setAttribute("aria-expanded", "false");
    more.append(icon(MORE));
    header.append(back, who, more);
    this.note.setAttribute("role", "status");
    this.note.hidden = true;
    tap(this.play, () => this.told.film());
    this.box.setAttribute("role", "region");
    this.box.setAttribute("aria-label", "Terminal");
    this.box.append(this.waiting);
    const bar = el("div", "stat");
    tap(this.now, () => this.feed.now());
    this.now.append(icon(DOWN), el("span", "", "Back to now"));
    tap(this.letters, () => this.changeLetters());
    tap(this.fit, () => this.fitHere());
    this.fit.append(icon(FIT), el("span", "desk", "Fit to my screen"), el("span", "phone", "Fit"));
    this.fit.setAttribute("aria-label", "Fit to my screen");
    bar.append(this.lamp, this.link_, this.people, this.size, this.now, this.letters, this.fit);
    this.root.append(
      header, this.note, this.box, bar, this.asks.root, this.keys.root, this.composer.told, this.composer.root, this.facts.root,
    );
    this.draw();
  }

  // ----- what arrives

  private stateArrived(bytes: Uint8Array): void {
    const found = bytes.length ? readObject(bytes) : null;
    if (!found) return;
    const version = words.number(found, "v");
    const had = words.number(this.state, "v");
    if (version !== null && had !== null && version < had) return;
    this.state = found;
    if (this.looking() && Array.isArray(found["watchers"]) && !watchers(found).includes(this.link.user)) this.feed.renew();
    this.draw();
  }

  private there(): boolean {
    return this.link.status.state === "connected" && this.link.machine(this.place.machine).state === "there";
  }

  private final(): boolean {
    return words.FINAL.has(words.text(this.state, "phase"));
  }

  // ----- what goes out

  private type(text: string): void {
    if (text === "\x1b[I" || text === "\x1b[O") return; // focus, which nobody typed
    if (!this.steer.type(text)) return;
    if (this.feed.back) this.feed.now();
    this.pane?.follow();
  }

  private async paste(): Promise<void> {
    try {
      const text = await navigator.clipboard.readText();
      if (text) this.pane?.term.paste(text);
    } catch {
      this.tell("This browser gives no access to the clipboard: hold the field below and paste there.", 6_000);
    }
  }

  private fitHere(): void {
    const size = this.pane?.fits();
    this.calm = null;
    if (size) this.steer.resize(...size);
  }

  private changeLetters(): void {
    if (!this.pane) return;
    this.pane.smaller = !this.pane.smaller;
    remember(this.pane.smaller ? "small" : "");
    this.draw();
  }

  // ----- time

  private looking(): boolean {
    return this.shown && document.visibilityState === "visible";
  }

  private readonly looked = (): void => this.tick();

  private tick(): void {
    const now = Date.now();
    this.feed.tick(now, this.looking(), this.there(), this.final());
    this.asks.draw();
    this.filmInstead(now);
    this.draw();
  }

  /** It has ended and no screen came: there is only the film to show. */
  private filmInstead(now: number): void {
    if (!(this.final() && this.feed.blank && this.shown)) this.blankSince = 0;
    else if (!this.blankSince) this.blankSince = now;
    else if (now - this.blankSince >= NO_SCREEN_MS) {
      this.blankSince = now + FILM_AGAIN_MS - NO_SCREEN_MS;
      this.told.film();
    }
  }

  private readonly refit = (): void => {
    const view = window.visualViewport;
    this.root.classList.toggle("low", (view?.height ?? window.innerHeight) < LOW_PX);
    const shrunk = view && view.height < window.innerHeight - 40;
    this.root.style.height = shrunk ? `${view.height}px` : "";
    this.root.style.top = shrunk ? `${view.offsetTop}px` : "";
    this.root.style.bottom = shrunk ? "auto" : "";
  };

  // ----- drawing

  private tell(text: string, ms = 6_000): void {
    this.calm = { text: plain(text), until: Date.now() + ms };
    this.draw();
  }

  private draw(): void {
    const now = Date.now();
    const { state, link, place } = this;
    const own = (name: string): string => words.text(state, name);
    set(this.title, sessionName(own("title"), place.session, own("agent"), own("folder")));
    const [phase, tone] = words.phase(state, now);
    const heard = this.feed.answered || this.final();
    const gone = away(link.status, place.machine, link.machine(place.machine), heard, now);
    set(this.under, [phase, place.machine].filter(Boolean).join(" · "));
    this.under.className = gone ? "" : tone;
    this.drawNote(gone, now);
    this.lamp.dataset["state"] = gone ? "away" : "there";
    set(this.link_, gone ? gone.short : "Connected");
    set(this.people, others(state, this.feed.typed, link.user, now));
    this.drawBar(gone);
    const drives = this.steer.may("drive") && !this.final();
    const operates = this.steer.may("operate");
    const prompts = this.prompts() && !this.final();
    this.keys.allow(drives && !gone, operates && !gone && !this.final());
    const hint = gone ? "Your draft is kept here" : prompts ? `Prompt for ${words.agent(state)}` : "You watch";
    this.composer.allow(prompts && !gone, this.final() ? "It has ended" : hint, !prompts);
    this.keys.root.hidden = !drives;
    this.composer.root.hidden = !prompts;
    this.facts.draw(state, this.feed.typed, operates, !gone, now);
  }

  /** What is not gated takes *drive* to prompt. */
  private prompts(): boolean {
    return this.steer.may(words.text(this.state, "gate") === "not gated" ? "drive" : "operate");
  }

  /** Below the terminal: its size, and how to see more of it. */
  private drawBar(gone: Away | null = null): void {
    const pane = this.pane;
    if (!this.feed.blank) this.waiting.remove();
    const columns = words.number(this.state, "columns") ?? pane?.size[0];
    const rows = words.number(this.state, "rows") ?? pane?.size[1];
    set(this.size, columns && rows ? `${columns} × ${rows}` : "");
    const wide = Boolean(pane?.wide) && !this.feed.blank;
    const drives = this.steer.may("drive") && !this.final();
    this.now.hidden = !this.feed.back;
    this.letters.hidden = !wide || this.feed.back;
    set(this.letters, pane?.smaller ? "A+" : "A−");
    const says = pane?.smaller ? "larger letters" : "smaller letters";
    this.letters.setAttribute("aria-label", `${this.letters.textContent}, ${says}`); // holds what is seen
    this.fit.hidden = !drives || this.feed.back;
    this.fit.disabled = Boolean(gone);
    this.fit.classList.toggle("offer", wide);
  }

  private drawNote(gone: Away | null, now: number): void {
    if (this.calm && this.calm.until < now) this.calm = null;
    const final = this.final();
    const how = final ? words.exit(this.state ?? {}, now) : "";
    const ended = final ? `${words.text(this.state, "phase") === "lost" ? "Lost:" : "Ended"} ${how}`.trim() + "." : "";
    const drive = this.steer.whom("drive");
    const watches = !this.state || !this.link.access || this.steer.may("drive")
      ? ""
      : this.prompts()
        ? `You prompt and watch. Typing into the terminal needs the right “drive”. ${drive}`
        : `You watch. Typing needs the right “drive”. ${drive}`;
    // Who drives has *Fit*; who watches moves the frame.
    const wide = watches && this.pane?.wide && !this.feed.blank ? ` Swipe sideways to see all ${this.pane.size[0]} columns.` : "";
    const denies = final ? "" : words.denies(this.state);
    const text = gone?.long || this.calm?.text || ended || denies || watches + wide;
    const key = `${text} ${gone?.expired ? "again" : final ? "film" : ""}`;
    if (this.note.dataset["drawn"] !== key) {
      this.note.dataset["drawn"] = key;
      this.note.replaceChildren(el("span", "", text));
      if (gone?.expired) {
        const again = el("a", "", "Log in again");
        again.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
        this.note.append(" ", again);
      } else if (final) this.note.append(this.play);
    }
    this.note.hidden = !text;
    // What goes away by itself lies over the first rows: the terminal does not move for it.
    const stands = gone?.long || (denies && text === denies);
    const over = !stands && Boolean(this.calm);
    this.note.className = stands ? "note" : over ? "note calm over" : "note calm";
  }
}

function set(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const LETTERS = "sb-letters";

function remembered(): string {
  try {
    return localStorage.getItem(LETTERS) ?? "";
  } catch {
    return "";
  }
}

function remember(letters: string): void {
  try {
    localStorage.setItem(LETTERS, letters);
  } catch {
    // a browser without storage keeps it as long as the page
  }
}
