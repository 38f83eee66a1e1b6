// The session page: header, terminal, size and people, keys, composer, facts. It holds what is known
// and draws it; what it may say and when stands in words.ts.

import { el, icon } from "../component";
import { Recorded, FIRST_PAGE, type Place } from "../history";
import { Refused, readObject, type Link, type Off, type Status } from "../link";
import { Picture, readLine, readScreen, type Step } from "../lines";
import { plain } from "../plain";
import { ago, clock, fromMicros } from "../time";
import { Watch } from "../watch";
import { Composer } from "./composer";
import { KeyBar, tap } from "./keybar";
import { STYLE } from "./style";
import type { ScreenPane } from "./screen";
import * as words from "./words";

const MAX_KEYS = 4096;
const MAX_PROMPT = 32 * 1024;
/** A screen comes within a second of a change; after so long it is asked for, then less often. */
const PATIENCE_MS = 2_500;
/** Missed lines up to so many are fetched, so that scroll-back has no hole. */
const MOST_MISSED = 5_000;
/** Between two mendings of the scroll-back: in a flood each screen asks for one. */
const FILL_MS = 3_000;
const SURE_MS = 4_000;
/** The last screen of a session that has ended is retained: it comes with its document, or never. */
const NO_SCREEN_MS = 2_000;
/** The page may miss one word while its own connection comes back. */
const FILM_AGAIN_MS = 10_000;
const FOR_THE_AGENT = /^[\s\ufeff]*[!/#@$]/;
const BACK = "m15 5-7 7 7 7";
const MORE = "M5 12a1 1 0 1 0 .01 0M12 12a1 1 0 1 0 .01 0M19 12a1 1 0 1 0 .01 0";
const FIT = "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5";

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
  private readonly link_ = el("span");
  private readonly people = el("span");
  private readonly size = el("span", "size");
  private readonly fit = el("button", "btn");
  private readonly facts = el("aside", "facts");
  private readonly list = el("div");
  private readonly stop = el("button", "btn stop", "Stop…");
  private readonly composer: Composer;
  private readonly keys: KeyBar;

  private pane: ScreenPane | null = null;
  private readonly early: Step[] = [];
  private readonly picture = new Picture();
  private readonly recorded: Recorded;
  private readonly watch: Watch;
  private readonly offs: Off[] = [];
  private readonly ticker: ReturnType<typeof setInterval>;
  private state: words.State | null = null;
  private shown = false;
  private told: Told = { go: () => undefined, film: () => undefined };
  /** When it was first known to have ended with no screen drawn; 0: it has not, or has one. */
  private blankSince = 0;
  private answered = false;
  private wasThere = true;
  private connection = 0;
  private lostAt = 0;
  private begun = 0;
  private filling = false;
  private filledAt = 0;
  private behind: number | null = null;
  private stale = false;
  private wantedSince = 0;
  private patience = PATIENCE_MS;
  private filled = false;
  private count = FIRST_PAGE;
  private typed: { who: string; at: number } | null = null;
  private calm: { text: string; until: number } | null = null;
  private batch = "";

  constructor(
    private readonly link: Link,
    private readonly place: Place,
  ) {
    this.recorded = new Recorded(link, place);
    this.watch = new Watch(
      link,
      place,
      (code, reason) => {
        if (code !== "session-ended" && code !== "stale") this.tell(reason);
      },
      () => {
        this.answered = true;
        this.draw();
      },
    );
    this.composer = new Composer(`sb-draft-${place.session}`, (text) => this.prompt(text));
    this.keys = new KeyBar({
      key: (text) => this.type(text),
      paste: () => void this.paste(),
      interrupt: () => void this.ask("interrupt", {}, "Interrupted"),
    });
    this.build();
    const { machine, project, session } = place;
    const base = `fleet/session/${machine}/${project}/${session}`;
    this.offs.push(
      link.subscribe(`${base}/state`, (_, bytes) => this.stateArrived(bytes)),
      link.subscribe(`${base}/event`, (_, bytes) => this.eventArrived(bytes)),
      link.subscribe(`${base}/screen`, (_, bytes) => this.screenArrived(bytes)),
      link.on("state", (status) => this.linkChanged(status)),
      link.on("access", () => this.draw()),
    );
    link.machine(machine);
    this.ticker = setInterval(() => this.tick(), 1_000);
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
    this.watch.tick(false, Date.now());
  }

  end(): void {
    clearInterval(this.ticker);
    for (const off of this.offs) off();
    this.watch.tick(false, Date.now());
    this.pane?.end();
  }

  private async load(): Promise<void> {
    const { ScreenPane, css } = await import("./screen");
    const style = el("style", "", css);
    this.root.prepend(style);
    const make = (): void => {
      if (this.pane || !this.root.isConnected) return;
      const wide = matchMedia("(min-width: 900px)").matches;
      this.pane = new ScreenPane(this.box, wide ? 14 : 13, {
        typed: (text) => this.type(this.keys.apply(text)),
        top: () => void this.earlier(),
      });
      this.box.querySelector("textarea")?.setAttribute("aria-label", "Terminal: what you type goes to the program");
      this.paint(this.early.splice(0));
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
      this.facts.hidden = !this.facts.hidden;
      more.setAttribute("aria-expanded", String(!this.facts.hidden));
    });
    more.setAttribute("aria-label", "Facts about this session");
    more.setAttribute("aria-expanded", "false");
    more.append(icon(MORE));
    header.append(back, who, more);
    this.note.setAttribute("role", "status");
    this.note.hidden = true;
    this.box.setAttribute("role", "region");
    this.box.setAttribute("aria-label", "Terminal");
    this.box.append(this.waiting);
    const bar = el("div", "stat");
    tap(this.fit, () => this.fitHere());
    this.fit.append(icon(FIT), el("span", "desk", "Fit to my screen"), el("span", "phone", "Fit"));
    this.fit.setAttribute("aria-label", "Fit to my screen");
    bar.append(this.lamp, this.link_, this.people, this.size, this.fit);
    this.facts.setAttribute("aria-label", "Facts");
    this.facts.hidden = true;
    tap(this.stop, () => this.stopTapped());
    tap(this.play, () => this.told.film());
    const act = el("div", "act");
    act.append(this.stop);
    this.facts.append(this.list, act);
    this.root.append(header, this.note, this.box, bar, this.keys.root, this.composer.told, this.composer.root, this.facts);
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
    const watchers = found["watchers"];
    if (this.looking() && Array.isArray(watchers) && !watchers.includes(this.link.user)) this.watch.renew();
    this.draw();
  }

  private eventArrived(bytes: Uint8Array): void {
    const line = readLine(readObject(bytes));
    if (!line) return;
    this.recorded.add(line);
    if (line.kind === "keys" || line.kind === "prompt") {
      const who = line.body?.["who"];
      if (typeof who === "string") this.typed = { who, at: fromMicros(line.at) };
    }
    this.paint(this.picture.line(line));
  }

  private screenArrived(bytes: Uint8Array): void {
    const screen = bytes.length ? readScreen(readObject(bytes)) : null;
    if (!screen) return;
    const wanted = this.picture.wantsScreen;
    this.paint(this.picture.screen(screen));
    // It was drawn over rows that are not yet in the scroll-back: that is mended from the record.
    if (wanted && !this.picture.wantsScreen) this.stale = true;
    if (this.stale) void this.fill();
  }

  /** After the first screen, and after each break: the record above it, without a hole. */
  private async fill(): Promise<void> {
    if (this.filling || Date.now() - this.filledAt < FILL_MS) return;
    this.filling = true;
    this.stale = false;
    try {
      if (!this.filled) {
        this.filled = true;
        const upto = this.picture.seq;
        await this.recorded.fetch(Math.max(1, upto - this.count + 1), upto);
      }
      // Where the archive had not yet what the machine counted as safe, the hole is asked for again.
      for (let tries = 0; tries < 5; tries += 1) {
        const hole = this.recorded.hole(this.picture.seq, MOST_MISSED);
        if (!hole) break;
        await this.recorded.fetch(...hole);
        if (this.recorded.hole(this.picture.seq, MOST_MISSED)) await new Promise((done) => setTimeout(done, 1_000));
      }
      if (!this.rebuild()) this.stale = true;
    } finally {
      this.filling = false;
      this.filledAt = Date.now();
    }
  }

  private rebuild(): boolean {
    const steps = this.pane ? this.picture.rebuilt(this.recorded.run(this.picture.seq)) : [];
    if (!this.pane || !steps.length) return false;
    const back = this.pane.back;
    const pane = this.pane;
    pane.do(steps, () => {
      pane.back = back;
    });
    return true;
  }

  private async earlier(): Promise<void> {
    if (!this.pane || this.link.status.state !== "connected") return;
    this.count = Math.min(this.count * 2, 5_000);
    const came = await this.recorded.earlier(this.picture.seq, this.count);
    if (came) this.rebuild();
    else if (this.recorded.whole) this.tell("This is the beginning of what can be shown here.", 4_000);
  }

  private paint(steps: Step[]): void {
    if (!steps.length) return;
    if (!this.pane) {
      this.early.push(...steps);
      return;
    }
    this.waiting.remove();
    this.pane.do(steps);
    if (steps.some((one) => "size" in one)) this.draw();
  }

  private linkChanged(status: Status): void {
    if (status.state !== "connected" && this.connection === status.connection && this.connection > 0) {
      if (!this.lostAt) this.broken();
    }
    if (status.state === "connected" && status.connection !== this.connection) {
      if (this.connection > 0) {
        if (!this.lostAt) this.broken();
        const since = clock(this.lostAt, Date.now());
        this.tell(`Connected again. The hub was out of reach since ${since}; what was printed meanwhile is here.`, 8_000);
      }
      this.lostAt = 0;
      this.connection = status.connection;
      this.begin();
    }
    this.draw();
  }

  /** The line is cut: what is missed begins here. */
  private broken(): void {
    this.lostAt = Date.now();
    this.answered = false;
    this.picture.lost();
  }

  private begin(): void {
    this.begun = Date.now();
    this.wantedSince = Date.now();
    this.patience = PATIENCE_MS;
    this.watch.renew();
    this.tick();
  }

  // ----- what goes out

  private may(right: string): boolean {
    return this.link.access?.may(right, this.place.machine, this.place.project, this.place.session) ?? false;
  }

  private there(): boolean {
    return this.link.status.state === "connected" && this.link.machine(this.place.machine).state === "there";
  }

  private final(): boolean {
    return words.FINAL.has(words.text(this.state, "phase"));
  }

  private type(text: string): void {
    if (text === "\x1b[I" || text === "\x1b[O") return; // focus, which nobody typed
    if (!this.may("drive") || this.final()) return;
    if (!this.there() || !this.answered) {
      this.tell("Not typed: nobody is there to take it just now.", 3_000);
      return;
    }
    if (!this.batch) queueMicrotask(() => this.flush());
    this.batch += text;
  }

  private flush(): void {
    const characters = Array.from(this.batch);
    this.batch = "";
    for (let start = 0; start < characters.length; start += MAX_KEYS)
      this.send("keys", { text: characters.slice(start, start + MAX_KEYS).join("") });
  }

  private send(verb: string, fields: Record<string, unknown>): void {
    try {
      this.link.send(this.place.machine, this.place.project, this.place.session, verb, fields, (_, reason) =>
        this.tell(`Refused: ${reason}`, 6_000),
      );
    } catch (refused) {
      this.tell(refused instanceof Refused ? refused.message : "Not sent.", 4_000);
    }
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
    if (size) this.send("resize", { columns: size[0], rows: size[1] });
  }

  private async prompt(text: string): Promise<boolean> {
    if (new TextEncoder().encode(text).length > MAX_PROMPT) {
      this.composer.say("Too long: a prompt holds 32 KiB. Put the rest into a file.", "stop");
      return false;
    }
    if (FOR_THE_AGENT.test(text) && !this.may("drive")) {
      this.composer.say(`A prompt that begins like a command takes the right “drive”. ${this.whom("drive")}`, "stop");
      return false;
    }
    this.composer.say("Sent. Waiting for the machine to take it…");
    return this.ask("prompt", { text }, "Taken");
  }

  private async ask(verb: string, fields: Record<string, unknown>, done: string): Promise<boolean> {
    const { machine, project, session } = this.place;
    try {
      await this.link.request(machine, project, session, verb, fields);
      this.composer.say(`${done} by ${machine} at ${clock(Date.now(), Date.now(), true)}.`, "clear");
      return true;
    } catch (trouble) {
      const refused = trouble instanceof Refused ? trouble : new Refused("internal", String(trouble));
      const unknown = "No answer came, so nobody can say whether it was taken. Look at the screen before you send it again.";
      this.composer.say(refused.code === "no-answer" ? unknown : plain(refused.message || refused.code), "stop");
      return false;
    }
  }

  private stopTapped(): void {
    if (this.stop.dataset["sure"] === undefined) {
      this.stop.dataset["sure"] = "";
      this.stop.textContent = "Tap again to stop it";
      setTimeout(() => this.unsure(), SURE_MS);
      return;
    }
    this.unsure();
    void this.ask("stop", { grace: 5 }, "Stopped");
  }

  private unsure(): void {
    delete this.stop.dataset["sure"];
    this.stop.textContent = "Stop…";
  }

  private whom(right: string): string {
    return words.whom(this.link.access?.ask(right) ?? []);
  }

  // ----- time

  private looking(): boolean {
    return this.shown && document.visibilityState === "visible";
  }

  private readonly looked = (): void => this.tick();

  private tick(): void {
    const now = Date.now();
    const there = this.there();
    if (there !== this.wasThere) {
      this.wasThere = there;
      if (!there) this.broken();
      else if (this.lostAt) {
        this.lostAt = 0;
        this.begin();
        return;
      }
    }
    if (!this.final()) {
      if (there && !this.answered && now - this.begun > 2_000) {
        this.begun = now; // a request that met no subscriber is gone
        this.watch.renew();
      }
      this.watch.tick(this.looking(), now);
    }
    if (there && this.looking() && this.picture.wantsScreen && !this.final()) {
      if (now - this.wantedSince > this.patience) {
        this.wantedSince = now;
        this.patience = Math.min(this.patience * 2, 30_000);
        this.watch.anew();
      }
    } else {
      this.wantedSince = now;
      this.patience = PATIENCE_MS;
    }
    const behind = this.picture.behind;
    if (behind !== null && behind === this.behind) {
      const steps = this.picture.overdue(behind);
      this.stale ||= steps.length > 0;
      this.paint(steps);
    }
    this.behind = behind;
    this.filmInstead(now);
    if (this.stale && this.looking() && !this.picture.wantsScreen) void this.fill();
    this.draw();
  }

  /** It has ended and no screen came: there is only the film to show. */
  private filmInstead(now: number): void {
    const blank = this.final() && this.waiting.isConnected && this.shown && this.picture.wantsScreen;
    if (!blank) this.blankSince = 0;
    else if (!this.blankSince) this.blankSince = now;
    else if (now - this.blankSince >= NO_SCREEN_MS) {
      this.blankSince = now + FILM_AGAIN_MS - NO_SCREEN_MS;
      this.told.film();
    }
  }

  private readonly refit = (): void => {
    const view = window.visualViewport;
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
    const state = this.state;
    const name = words.text(state, "title") || `Session ${this.place.session.slice(-6)}`;
    set(this.title, plain(name, { most: 200 }));
    const [phase, tone] = words.phase(state, now);
    const away = this.away(now);
    set(this.under, [phase, this.place.machine].filter(Boolean).join(" · "));
    this.under.className = away ? "" : tone;
    this.drawNote(away, now);
    this.lamp.dataset["state"] = away ? "away" : "there";
    set(this.link_, away ? away.short : "Connected");
    set(this.people, this.here(now));
    const size = this.pane?.size;
    const columns = words.number(state, "columns") ?? size?.[0];
    const rows = words.number(state, "rows") ?? size?.[1];
    set(this.size, columns && rows ? `${columns} × ${rows}` : "");
    const drives = this.may("drive") && !this.final();
    this.fit.hidden = !drives;
    this.fit.disabled = Boolean(away);
    const gated = words.text(state, "gate") !== "not gated";
    const prompts = this.may(gated ? "operate" : "drive") && !this.final();
    this.keys.allow(drives && !away, this.may("operate") && !away && !this.final());
    const hint = away ? "Your draft is kept here" : prompts ? `Prompt for ${words.agent(state)}` : "You watch";
    this.composer.allow(prompts && !away, this.final() ? "It has ended" : hint, !prompts);
    this.keys.root.hidden = !drives;
    this.composer.root.hidden = !prompts;
    this.stop.hidden = !this.may("operate") || this.final();
    this.stop.disabled = Boolean(away);
    this.drawFacts(now);
  }

  /** Why nothing can be sent: short for the bar, long for the note. */
  private away(now: number): { short: string; long: string; expired?: boolean } | null {
    const { state, since } = this.link.status;
    const kept = "Your draft is kept here. Nothing is sent until it is back and you press Send.";
    if (state === "expired")
      return { short: "Logged out", long: "Your log-in has run out. Your draft is kept here.", expired: true };
    if (state === "reconnecting")
      return this.link.status.connection
        ? { short: "Reconnecting", long: `Reconnecting to the hub since ${clock(since, now)}. ${kept}` }
        : { short: "Connecting", long: "" };
    if (state === "away") return { short: "Hub out of reach", long: `The hub is out of reach since ${clock(since, now)}. ${kept}` };
    const there = this.link.machine(this.place.machine);
    if (there.state === "away") {
      const when = there.since ? ` since ${clock(there.since, now)}` : "";
      return { short: "Machine away", long: `${this.place.machine} is asleep or offline${when}. ${kept}` };
    }
    // What is retained proves nothing: the machine has to have answered on this connection.
    const heard = there.state === "there" && (this.answered || this.final());
    return heard ? null : { short: "Connecting", long: "" };
  }

  private drawNote(away: { long: string; expired?: boolean } | null, now: number): void {
    if (this.calm && this.calm.until < now) this.calm = null;
    const ended = this.final() && this.state ? `${words.text(this.state, "phase") === "lost" ? "Lost" : "Ended"}: ${words.exit(this.state, now)}.` : "";
    const drives = this.may("drive");
    const gated = words.text(this.state, "gate") !== "not gated";
    const watches =
      this.state && this.link.access && !drives
        ? this.may("operate") && gated
          ? `You prompt and watch. Typing into the terminal needs the right “drive”. ${this.whom("drive")}`
          : `You watch. Typing needs the right “drive”. ${this.whom("drive")}`
        : "";
    const text = away?.long || this.calm?.text || ended || watches;
    const more = away?.expired ? " Log in again" : text && text === ended ? ` ${this.play.textContent}` : "";
    if (this.note.textContent !== text + more) {
      this.note.textContent = text;
      if (text && text === ended) this.note.append(" ", this.play);
      if (away?.expired) {
        const again = el("a", "", "Log in again");
        again.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
        this.note.append(" ", again);
      }
    }
    this.note.hidden = !text;
    this.note.className = away?.long ? "note" : "note calm";
  }

  private here(now: number): string {
    const found = this.state?.["watchers"];
    const others = (Array.isArray(found) ? found : [])
      .filter((one): one is string => typeof one === "string" && one !== this.link.user)
      .map((one) => plain(one, { most: 40 }));
    const watch = others.length === 1 ? `${others[0]} watches` : others.length ? `${others.length} others watch` : "";
    const typed = this.typed && this.typed.who !== this.link.user && now - this.typed.at < 600_000
      ? `${plain(this.typed.who, { most: 40 })} typed ${ago(this.typed.at, now)}${now - this.typed.at < 10_000 ? "" : " ago"}`
      : "";
    return [watch, typed].filter(Boolean).join(" · ");
  }

  private drawFacts(now: number): void {
    const state = this.state;
    if (!state) return;
    const own = (name: string): string => plain(words.text(state, name), { most: 4096 });
    const watchers = (Array.isArray(state["watchers"]) ? state["watchers"] : []).map((one) => plain(String(one), { most: 40 }));
    const branch = own("branch") && `${own("branch")}${state["dirty"] === true ? ", with changes" : ""}`;
    const groups: [string, [string, string][]][] = [
      ["Session", [
        ["Agent", [own("agent"), own("version")].filter(Boolean).join(" ")],
        ["Machine", this.place.machine],
        ["Project", this.place.project === "-" ? "" : this.place.project],
        ["Folder", own("folder")],
        ["Branch", branch],
        ["Started", clock(fromMicros(words.number(state, "started") ?? 0), now)],
        ["Exit", this.final() ? words.exit(state, now) : ""],
      ]],
      ["Gate", [["Gate", words.gate(state)], ["Level", words.level(state)], ["Mode", own("mode")]]],
      ["Here now", [
        ["Watching", watchers.join(", ")],
        ["Typed last", this.typed ? `${plain(this.typed.who)}, ${clock(this.typed.at, now)}` : ""],
      ]],
      ["Record", [["Lines", words.record(state)], ["Session", this.place.session]]],
    ];
    const text = JSON.stringify(groups);
    if (this.list.dataset["drawn"] === text) return;
    this.list.dataset["drawn"] = text;
    this.list.replaceChildren(
      ...groups.flatMap(([title, rows]) => {
        const list = el("dl");
        for (const [name, value] of rows) if (value) list.append(el("dt", "", name), el("dd", "", value));
        return list.childElementCount ? [el("h2", "", title), list] : [];
      }),
    );
  }
}

function set(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

