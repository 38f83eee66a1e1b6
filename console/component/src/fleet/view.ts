// The fleet: machines and sessions, drawn from retained documents. Rows are kept by their key, so
// that a new document changes words and moves no element that nobody asked to move.

import type { Access } from "../access";
import { othersMust } from "../approvals/asked";
import { el, icon } from "../component";
import { readObject, type Link, type Off, type OnMessage, type Status } from "../link";
import { button } from "../sheet";
import { text, type State } from "../terminal/words";
import { clock } from "../time";
import { empty, type Empty } from "./empty";
import { passes } from "./filters";
import { GROUPS, arranged, rowOf, type Group, type Row } from "./groups";
import { noteOpened, opened } from "./opened";
import { drawRow, newRow } from "./row";
import { Sieve } from "./sieve";
import { Strip } from "./strip";
import { STYLE } from "./style";

const PLUS = "M12 5v14M5 12h14";
const SOON_MS = 150;
/** After this long with a connection everything that is retained has come. */
const SETTLE_MS = 1_000;
/** Ended sessions that are drawn before somebody asks for more; the archive has all. */
const FEW = 20;
/** Rows of a group at most: a page of a thousand rows would be slow on a phone. */
const MOST = 300;

export interface Told {
  open(place: [string, string, string]): void;
  start(wanted: Record<string, string>): void;
}

interface Section {
  root: HTMLElement;
  count: HTMLElement;
  plate: HTMLElement;
}

export class View {
  private readonly root = el("div", "fl");
  private readonly lamp = el("span", "lamp off");
  private readonly said = el("span");
  private readonly note = el("div", "note");
  private readonly startButton = button("btn main desk", "", () => this.start());
  private readonly list = el("div");
  private readonly nothing = el("div", "empty");
  private readonly sieve: Sieve;
  private readonly strip: Strip;
  private readonly sessions = new Map<string, State>();
  private readonly offs: Off[] = [];
  private readonly filters = new Map<string, Off>();
  private readonly rows = new Map<string, HTMLAnchorElement>();
  private readonly sections = new Map<Group, Section>();
  private readonly whole = new Set<Group>();
  private readonly ticker: ReturnType<typeof setInterval>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private held = false;
  private settled = 0;
  private readonly opened = Date.now();

  constructor(
    private readonly link: Link,
    private told: Told,
  ) {
    this.sieve = new Sieve(address(), () => this.draw());
    this.strip = new Strip(
      this.root,
      link,
      (machine) => this.sieve.set({ machine }),
      (machine) => this.told.start({ machine }),
    );
    this.build();
    this.offs.push(
      link.on("state", (status) => this.connection(status)),
      link.on("access", (access) => this.follow(access)),
    );
    this.ticker = setInterval(this.soon, 5_000);
    addEventListener("popstate", this.moved);
  }

  /** A visit begins with the filters of the address; a new run of the page changes none. */
  show(parent: HTMLElement | ShadowRoot, told: Told): void {
    this.told = told;
    if (!this.root.isConnected) this.sieve.read(address());
    parent.replaceChildren(el("style", "", STYLE), this.root);
    this.draw();
  }

  end(): void {
    clearInterval(this.ticker);
    clearTimeout(this.timer);
    removeEventListener("popstate", this.moved);
    for (const off of [...this.offs, ...this.filters.values()]) off();
  }

  private readonly moved = (): void => {
    if (location.pathname === "/") this.sieve.read(address());
  };

  // ----- what arrives

  private follow(access: Access): void {
    const wanted = new Map<string, OnMessage>();
    for (const filter of access.filters("session.state")) wanted.set(filter, this.state);
    for (const filter of access.filters("machine")) wanted.set(filter, this.machine);
    const gone = [...this.filters].filter(([filter]) => !wanted.has(filter));
    // What may no longer be seen is no longer shown; the rest is told again from the link's cache.
    if (gone.length) {
      this.sessions.clear();
      this.strip.forget();
    }
    for (const [filter, off] of gone.length ? [...this.filters] : []) {
      off();
      this.filters.delete(filter);
    }
    for (const [filter, take] of wanted)
      if (!this.filters.has(filter)) this.filters.set(filter, this.link.subscribe(filter, take));
    this.settled = Date.now() + SETTLE_MS;
    setTimeout(this.soon, SETTLE_MS);
    this.soon();
  }

  private readonly state: OnMessage = (topic, bytes) => {
    const key = topic.split("/").slice(2, 5).join("/");
    const state = bytes.length ? readObject(bytes) : null;
    if (state) this.sessions.set(key, state);
    else this.sessions.delete(key);
    this.soon();
  };

  private readonly machine: OnMessage = (topic, bytes) => {
    const [, , m = "", what = ""] = topic.split("/");
    this.strip.take(m, what, bytes.length ? readObject(bytes) : null);
    this.soon();
  };

  private connection(status: Status): void {
    const well = status.state === "connected";
    this.lamp.className = well ? "lamp" : "lamp off";
    this.said.textContent = well ? "Connected" : status.connection ? "Reconnecting" : "Connecting";
    const late = !well && Date.now() - this.opened > 3_000;
    this.note.hidden = !late;
    if (late)
      this.note.textContent =
        `No connection to the hub since ${clock(status.since, Date.now())}. What you see is as of then; it comes back by itself.`;
  }

  // ----- what is drawn

  private build(): void {
    const top = el("header", "top");
    const live = el("span", "live");
    live.setAttribute("role", "status");
    live.append(this.lamp, this.said);
    this.startButton.append(icon(PLUS), "Start a session");
    this.startButton.hidden = true;
    top.append(el("h1", "", "Fleet"), live, this.startButton);
    const columns = el("div", "cols");
    columns.append(this.strip.root, this.list);
    this.strip.root.hidden = true;
    this.note.hidden = true;
    this.note.setAttribute("role", "status");
    this.root.append(top, this.note, this.sieve.find, this.sieve.panel, this.sieve.chosen, columns);
    // Rows are placed when the finger is up: nothing moves under it.
    this.list.addEventListener("pointerdown", () => (this.held = true));
    for (const end of ["pointerup", "pointercancel", "pointerleave"])
      this.list.addEventListener(end, () => {
        this.held = false;
        this.soon();
      });
  }

  private start(): void {
    const { machine, project, agent } = this.sieve.filters;
    this.told.start({ machine, project, agent });
  }

  private readonly soon = (): void => {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (!this.held) this.draw();
    }, SOON_MS);
  };

  private row(key: string, state: State): Row {
    const [m = "", p = "", s = ""] = key.split("/");
    const { access, user } = this.link;
    return rowOf(key, state, {
      there: this.link.machine(m),
      answers: (access?.may("approve", m, p, s) ?? false) && !othersMust(key, state, user, access),
      whom: access?.ask("approve") ?? [],
    });
  }

  private draw(): void {
    const at = Date.now();
    const { filters } = this.sieve;
    const mine = filters.mine ? opened(this.link.user) : new Set<string>();
    const rows = [...this.sessions].map(([key, state]) => this.row(key, state));
    const running = new Map<string, number>();
    for (const { state, group } of rows)
      if (group !== "ended") running.set(text(state, "machine"), (running.get(text(state, "machine")) ?? 0) + 1);
    this.startButton.hidden = !this.may("operate");
    this.strip.draw(running, filters.machine, at);
    this.sieve.draw(this.sessions.values());
    const shown = arranged(rows.filter((row) => passes(row, filters, mine)));
    const wanted: HTMLElement[] = [];
    for (const [group, name] of GROUPS) {
      const found = shown.get(group) ?? [];
      if (found.length) wanted.push(this.section(group, name, found, at));
    }
    this.sieve.fits(wanted.length > 0 || !rows.length);
    if (!wanted.length) wanted.push(this.empty(rows.length));
    place(this.list, wanted);
    for (const key of [...this.rows.keys()]) if (!this.sessions.has(key)) this.rows.delete(key);
  }

  private section(group: Group, name: string, found: Row[], at: number): HTMLElement {
    const section = this.sections.get(group) ?? newSection(group, name);
    this.sections.set(group, section);
    section.count.textContent = String(found.length);
    const most = group === "ended" && !this.whole.has(group) ? FEW : MOST;
    const wanted: HTMLElement[] = found.slice(0, most).map((row) => {
      const link = this.rows.get(row.key) ?? newRow(row.key, (to) => this.open(to));
      this.rows.set(row.key, link);
      drawRow(link, row, at);
      return link;
    });
    if (found.length > most) wanted.push(this.more(group, found.length, most));
    place(section.plate, wanted);
    return section.root;
  }

  private more(group: Group, count: number, most: number): HTMLElement {
    if (most === MOST) return el("p", "rest", `${count - most} more: narrow the search to see them.`);
    return button("more", `Show all ${count}`, () => {
      this.whole.add(group);
      this.draw();
    });
  }

  private open(to: [string, string, string]): void {
    noteOpened(this.link.user, to[2]);
    this.told.open(to);
  }

  private may(right: string): boolean {
    return this.link.access?.may(right) ?? false;
  }

  // ----- nothing

  private empty(all: number): HTMLElement {
    const looking = !this.strip.size && (!this.settled || Date.now() < this.settled);
    const what: Empty = all ? "filtered" : looking ? "looking" : this.strip.size ? "sessions" : "machines";
    const start = this.may("operate");
    const add = this.strip.mayAdd();
    const kind = `${what} ${start} ${add}`;
    if (this.nothing.dataset["kind"] !== kind) {
      this.nothing.dataset["kind"] = kind;
      this.nothing.replaceChildren(
        ...empty(what, {
          start: start ? () => this.start() : null,
          add: add ? () => this.strip.join() : null,
          clear: () => this.sieve.clear(),
          ask: (right) => this.link.access?.ask(right) ?? [],
        }),
      );
    }
    return this.nothing;
  }
}

/** The same elements in the same order are left where they are. */
function place(parent: HTMLElement, wanted: HTMLElement[]): void {
  const have = parent.children;
  if (have.length !== wanted.length || wanted.some((one, i) => one !== have[i])) parent.replaceChildren(...wanted);
}

function newSection(group: Group, name: string): Section {
  const root = el("section", group === "needs" ? "need" : "");
  const head = el("h2", group === "needs" ? "stop" : group === "attention" ? "wait" : "", name);
  const count = el("i");
  const plate = el("div", "plate");
  head.append(count);
  root.append(head, plate);
  return { root, count, plate };
}

const address = (): string => new URL(location.href).searchParams.get("f") ?? "";
