// The fleet: machines and sessions, drawn from retained documents. Rows are kept by their key, so
// that a new document changes words and moves no element that nobody asked to move.

import { el, icon } from "../component";
import { glyph, type Glyph } from "../glyphs";
import { readObject, type Link, type Off, type Status } from "../link";
import { plain } from "../plain";
import type { State } from "../terminal/words";
import { text } from "../terminal/words";
import { clock } from "../time";
import { GROUPS, arranged, passes, readFilters, rowOf, spellFilters, type Filters, type Group, type Row } from "./groups";
import { STYLE } from "./style";
import * as words from "./words";

const LOOK = "M11 4.500a6.500 6.500 0 1 0 .01 0M16 16l4.500 4.500";
const SIEVE = "M4 7h16M7 12h10M10 17h4";
const PLUS = "M12 5v14M5 12h14";
const SOON_MS = 150;
/** Ended sessions that are drawn before somebody asks for more; the archive has all. */
const FEW = 20;
/** Rows of a group at most: a page of a thousand rows would be slow on a phone. */
const MOST = 300;

export interface Told {
  open(place: [string, string, string]): void;
  start(): void;
}

const LOOKS: Record<Group, [Glyph, string]> = {
  needs: ["stop", "stop"],
  attention: ["wait", "wait"],
  working: ["clear", "clear"],
  running: ["run", "dim"],
  idle: ["idle", "dim"],
  away: ["sleep", "dim"],
  ended: ["end", "dim"],
};

export class View {
  private readonly root = el("div", "fl");
  private readonly lamp = el("span", "lamp off");
  private readonly said = el("span");
  private readonly note = el("div", "note");
  private readonly input = el("input");
  private readonly selects = el("div", "sel");
  private readonly strip = el("div", "mach");
  private readonly aside = el("aside");
  private readonly list = el("div");
  private readonly sessions = new Map<string, State>();
  private readonly machines = new Map<string, State>();
  private readonly offs: Off[] = [];
  private readonly watched = new Set<string>();
  private readonly rows = new Map<string, HTMLAnchorElement>();
  private readonly ticker: ReturnType<typeof setInterval>;
  private readonly all = new Set<Group>();
  private filters: Filters;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private held = false;
  private heard = false;
  private readonly opened = Date.now();

  constructor(
    private readonly link: Link,
    spelt: string,
    private told: Told,
  ) {
    this.filters = readFilters(spelt);
    this.build();
    this.offs.push(link.on("state", (status) => this.connection(status)));
    this.offs.push(link.on("access", () => this.follow()));
    this.ticker = setInterval(() => this.soon(), 5_000);
  }

  show(parent: HTMLElement | ShadowRoot, told: Told): void {
    this.told = told;
    const style = el("style");
    style.textContent = STYLE;
    parent.replaceChildren(style, this.root);
    this.soon();
  }

  end(): void {
    clearInterval(this.ticker);
    clearTimeout(this.timer);
    for (const off of this.offs) off();
  }

  // ----- what arrives

  private follow(): void {
    const access = this.link.access;
    if (!access) return;
    for (const filter of access.filters("session.state")) this.once(filter, (topic, bytes) => {
      const [, , m, p, s] = topic.split("/");
      const state = bytes.length ? readObject(bytes) : null;
      const key = `${m}/${p}/${s}`;
      if (state) this.sessions.set(key, state);
      else this.sessions.delete(key);
      this.heard = true;
      this.soon();
    });
    for (const filter of access.filters("machine")) this.once(filter, (topic, bytes) => {
      const [, , m, what] = topic.split("/");
      if (!m) return;
      this.link.machine(m); // its beat counts from now on
      const info = what === "info" && bytes.length ? readObject(bytes) : null;
      if (info || !this.machines.has(m)) this.machines.set(m, info ?? this.machines.get(m) ?? {});
      if (what === "info" && !bytes.length) this.machines.delete(m);
      this.heard = true;
      this.soon();
    });
    this.soon();
  }

  private once(filter: string, fn: (topic: string, bytes: Uint8Array) => void): void {
    if (this.watched.has(filter)) return;
    this.watched.add(filter);
    this.offs.push(this.link.subscribe(filter, fn));
  }

  private connection(status: Status): void {
    const well = status.state === "connected";
    this.lamp.className = well ? "lamp" : "lamp off";
    this.said.textContent = well ? "Connected" : "Reconnecting";
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
    const start = el("button", "btn main desk");
    start.append(icon(PLUS), "Start a session");
    start.onclick = () => this.told.start();
    top.append(el("h1", "", "Fleet"), live, start);

    const find = el("div", "find");
    const field = el("label", "field");
    this.input.placeholder = "Find a session";
    this.input.setAttribute("aria-label", "Find a session");
    this.input.type = "search";
    this.input.value = this.filters.words;
    this.input.oninput = () => this.filter({ words: this.input.value.slice(0, 200) });
    field.append(icon(LOOK), this.input);
    const sieve = el("button", "btn");
    sieve.style.padding = "0";
    sieve.setAttribute("aria-label", "Filters");
    sieve.append(icon(SIEVE));
    this.selects.hidden = !(this.filters.machine || this.filters.project || this.filters.agent);
    sieve.setAttribute("aria-expanded", String(!this.selects.hidden));
    sieve.onclick = () => {
      this.selects.hidden = !this.selects.hidden;
      sieve.setAttribute("aria-expanded", String(!this.selects.hidden));
    };
    find.append(field, sieve);

    this.strip.setAttribute("role", "group");
    this.strip.setAttribute("aria-label", "Machines");
    this.aside.append(this.strip);
    const columns = el("div", "cols");
    columns.append(this.aside, this.list);
    this.note.hidden = true;
    this.note.setAttribute("role", "status");
    this.root.append(top, this.note, find, this.selects, columns);
    // Rows are placed when the finger is up: nothing moves under it.
    this.list.addEventListener("pointerdown", () => (this.held = true));
    for (const end of ["pointerup", "pointercancel", "pointerleave"])
      this.list.addEventListener(end, () => {
        this.held = false;
        this.soon();
      });
  }

  private filter(change: Partial<Filters>): void {
    this.filters = { ...this.filters, ...change };
    // Straight into the address: it survives a reload, and no page has to run for a letter.
    const address = new URL(location.href);
    const spelt = spellFilters(this.filters);
    if (spelt) address.searchParams.set("f", spelt);
    else address.searchParams.delete("f");
    history.replaceState(history.state, "", address);
    this.draw();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (!this.held) this.draw();
    }, SOON_MS);
  }

  private draw(): void {
    const at = Date.now();
    const rows = [...this.sessions].map(([key, state]) => rowOf(key, state, this.link.machine(text(state, "machine"))));
    this.drawMachines(rows, at);
    this.drawSelects(rows);
    const shown = arranged(rows.filter((row) => passes(row, this.filters)));
    const sections: HTMLElement[] = [];
    for (const [group, name] of GROUPS) {
      const found = shown.get(group) ?? [];
      if (found.length) sections.push(this.section(group, name, found, at));
    }
    if (!sections.length) sections.push(this.empty(rows.length));
    // The same elements in the same order are left where they are.
    if (sections.length !== this.list.children.length || sections.some((one, i) => one !== this.list.children[i]))
      this.list.replaceChildren(...sections);
    for (const key of [...this.rows.keys()]) if (!this.sessions.has(key)) this.rows.delete(key);
  }

  private readonly sectionsOf = new Map<Group, { root: HTMLElement; count: HTMLElement; plate: HTMLElement }>();

  private section(group: Group, name: string, found: Row[], at: number): HTMLElement {
    let made = this.sectionsOf.get(group);
    if (!made) {
      const root = el("section", group === "needs" ? "need" : "");
      const head = el("h2", group === "needs" ? "stop" : group === "attention" ? "wait" : "", name);
      const count = el("i");
      const plate = el("div", "plate");
      head.append(count);
      root.append(head, plate);
      made = { root, count, plate };
      this.sectionsOf.set(group, made);
    }
    made.count.textContent = String(found.length);
    const most = this.all.has(group) ? MOST : group === "ended" ? FEW : MOST;
    const wanted: HTMLElement[] = found.slice(0, most).map((row) => this.row(row, at));
    if (found.length > most) {
      const more = el("button", "more", most === MOST ? `${found.length - most} more: narrow the search` : `Show all ${found.length}`);
      more.disabled = most === MOST;
      more.onclick = () => {
        this.all.add(group);
        this.draw();
      };
      wanted.push(more);
    }
    const have = made.plate.children;
    if (have.length !== wanted.length || wanted.some((one, i) => one !== have[i])) made.plate.replaceChildren(...wanted);
    return made.root;
  }

  private row(row: Row, at: number): HTMLAnchorElement {
    let link = this.rows.get(row.key);
    if (!link) {
      link = el("a", "ses");
      link.href = `/session?s=${row.key}`;
      const place = row.key.split("/") as [string, string, string];
      link.onclick = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.told.open(place);
      };
      this.rows.set(row.key, link);
    }
    const [shape, tone] = row.group === "ended" && words.failed(row.state) ? (["cross", "stop"] as const) : LOOKS[row.group];
    const [where, what] = words.meta(row.state);
    const says = [shape, words.title(row.state), words.age(row, at), words.now(row), where, what].join("\0");
    if (link.dataset["says"] === says) return link;
    link.dataset["says"] = says;
    const meta = el("span", "meta");
    meta.append(el("span", "", where), el("span", "", what));
    const title = el("span", "tt", words.title(row.state));
    title.dir = "auto";
    link.replaceChildren(
      glyph(shape, tone), title, el("span", "ago", words.age(row, at)), el("span", "now", words.now(row)), meta,
    );
    return link;
  }

  private drawMachines(rows: Row[], at: number): void {
    const names = [...this.machines.keys()].sort();
    const wanted = names.map((name) => {
      const there = this.link.machine(name);
      const count = rows.filter((row) => text(row.state, "machine") === name && row.group !== "ended").length;
      const info = this.machines.get(name) ?? null;
      const version = text(info, "daemon");
      const says = `${words.machine(there, info, count, at)}${version && there.state === "there" ? ` · v${plain(version, { most: 20 })}` : ""}`;
      const button = this.strip.querySelector<HTMLButtonElement>(`[data-m="${name}"]`) ?? el("button");
      button.setAttribute("aria-pressed", String(this.filters.machine === name));
      if (button.dataset["says"] !== `${there.state}${says}`) {
        button.dataset["m"] = name;
        button.dataset["says"] = `${there.state}${says}`;
        button.onclick = () => this.filter({ machine: this.filters.machine === name ? "" : name });
        button.replaceChildren(el("i", there.state === "there" ? "lamp" : "lamp off"), el("b", "", name), el("span", "", says));
      }
      return button;
    });
    if (wanted.length !== this.strip.children.length || wanted.some((one, i) => one !== this.strip.children[i]))
      this.strip.replaceChildren(...wanted);
    this.aside.hidden = !names.length;
  }

  private drawSelects(rows: Row[]): void {
    for (const [name, label] of [["machine", "Machine"], ["project", "Project"], ["agent", "Agent"]] as const) {
      const values = [...new Set([...rows.map((row) => text(row.state, name)), this.filters[name]])].filter(Boolean).sort();
      let select = this.selects.querySelector<HTMLSelectElement>(`select[name=${name}]`);
      if (!select) {
        const holder = el("label", "", label);
        select = el("select");
        select.name = name;
        const made = select;
        made.onchange = () => this.filter({ [name]: made.value });
        holder.append(made);
        this.selects.append(holder);
      }
      const says = values.join("\0");
      if (select.dataset["says"] !== says) {
        select.dataset["says"] = says;
        select.replaceChildren(new Option("all", ""), ...values.map((value) => new Option(plain(value, { most: 60 }), value)));
      }
      select.value = this.filters[name];
    }
  }

  private readonly nothing = el("div", "empty");

  private empty(all: number): HTMLElement {
    const box = this.nothing;
    const kind = all ? "filtered" : !this.heard && Date.now() - this.opened < 2_000 ? "wait" : this.machines.size ? "none" : "bare";
    if (box.dataset["kind"] === kind) return box;
    box.dataset["kind"] = kind;
    const button = (says: string, act: () => void): HTMLButtonElement => {
      const made = el("button", "btn main", says);
      made.onclick = act;
      return made;
    };
    if (kind === "filtered")
      box.replaceChildren(
        el("h2", "", "No session fits these filters."),
        button("Clear the filters", () => {
          this.input.value = "";
          this.filter({ words: "", machine: "", project: "", agent: "" });
        }),
      );
    else if (kind === "wait") box.replaceChildren(el("p", "", "Asking the hub…"));
    else if (kind === "none")
      box.replaceChildren(
        el("h2", "", "Line clear. No session runs."),
        el("p", "", "Start one here, or on a machine:"),
        el("code", "", "signalbox run claude"),
        button("Start a session", () => this.told.start()),
      );
    else
      box.replaceChildren(
        el("h2", "", "No machine yet that you may see."),
        el("p", "", "On the hub, this makes the line for another computer:"),
        el("code", "", "signalbox machine add NAME"),
        el("p", "", "Were you told that there are some? Then ask an administrator for a grant."),
      );
    return box;
  }
}
