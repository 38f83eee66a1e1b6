// The page: what waits for whom, and one question in full. On a phone one after the other, on a desk
// side by side. The address names what is shown, so that a link leads to one question.

import { el, icon } from "../component";
import type { Link, Off, Status } from "../link";
import { button } from "../sheet";
import { clock } from "../time";
import { addressOf, readAddress, type Named } from "./address";
import { standingOf } from "./asked";
import { getBook, grantsOf, type Book, type Grant } from "./book";
import { Card } from "./card";
import type { Course } from "./course";
import { BACK } from "./draw";
import { GROUPS, arranged, type Group, type Placed } from "./groups";
import { drawRow, grant, newRow, type RowElement } from "./list";
import { STYLE } from "./style";

const SOON_MS = 100;
/** After this long with a connection everything that is retained has come. */
const SETTLE_MS = 1_500;

export interface Told {
  open(place: string): void;
}

interface Section {
  root: HTMLElement;
  count: HTMLElement;
  plate: HTMLElement;
}

export class View {
  private readonly root = el("div", "apv");
  private readonly top = el("header", "top");
  private readonly heading = el("h1", "", "Approvals");
  private readonly lamp = el("span", "lamp off");
  private readonly said = el("span");
  private readonly note = el("div", "note");
  private readonly list = el("div", "list");
  private readonly side = el("div", "side");
  private readonly main = el("div", "one");
  private readonly back: HTMLButtonElement;
  private readonly book: Book;
  private readonly offs: Off[] = [];
  private readonly nothing = el("div", "empty plate");
  private readonly rows = new Map<string, RowElement>();
  private readonly sections = new Map<string, Section>();
  private granted: HTMLElement[] = [];
  private readonly wide = matchMedia("(min-width: 900px)");
  private readonly ticker: ReturnType<typeof setInterval>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private card: Card | null = null;
  private named: Named | null = null;
  private told: Told = { open: () => undefined };
  private held = false;
  /** The list is one step back. */
  private pushed = false;
  /** What the address named waits no longer. */
  private missed = false;
  private connected = 0;
  private readonly opened = Date.now();

  constructor(private readonly link: Link) {
    const [book, release] = getBook(link);
    this.book = book;
    this.back = button("btn quiet", "", () => this.choose(null));
    this.back.setAttribute("aria-label", "Back to Approvals");
    this.back.append(icon(BACK));
    const live = el("span", "live");
    live.setAttribute("role", "status");
    live.append(this.lamp, this.said);
    this.top.append(this.back, this.heading, live);
    this.note.setAttribute("role", "status");
    this.note.hidden = true;
    this.side.append(this.top, this.note, this.list);
    this.root.append(this.side, this.main);
    // Rows are placed when the finger is up: nothing moves under it.
    this.list.addEventListener("pointerdown", () => (this.held = true));
    for (const end of ["pointerup", "pointercancel", "pointerleave"])
      this.list.addEventListener(end, () => {
        this.held = false;
        this.soon();
      });
    this.offs.push(release, book.on(this.soon), link.on("state", (status) => this.connection(status)));
    this.ticker = setInterval(() => this.draw(), 1_000);
    this.wide.addEventListener("change", this.soon);
    addEventListener("popstate", this.moved);
  }

  show(parent: HTMLElement | ShadowRoot, told: Told): void {
    this.told = told;
    if (!this.root.isConnected) {
      this.named = readAddress(location.search);
      this.missed = false;
    }
    parent.replaceChildren(el("style", "", STYLE), this.root);
    this.draw();
  }

  end(): void {
    clearInterval(this.ticker);
    clearTimeout(this.timer);
    this.card?.end();
    this.wide.removeEventListener("change", this.soon);
    removeEventListener("popstate", this.moved);
    for (const off of this.offs) off();
  }

  private readonly moved = (): void => {
    if (location.pathname !== "/approvals") return;
    this.pushed = this.missed = false;
    this.named = readAddress(location.search);
    this.draw();
  };

  private readonly soon = (): void => {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (!this.held) this.draw();
    }, SOON_MS);
  };

  private connection(status: Status): void {
    const well = status.state === "connected";
    this.connected = well ? Date.now() : 0;
    this.lamp.className = well ? "lamp" : "lamp off";
    this.said.textContent = well ? "Connected" : status.connection ? "Reconnecting" : "Connecting";
    this.soon();
  }

  private drawNote(now: number): void {
    const { status } = this.link;
    const late = status.state !== "connected" && now - this.opened > 3_000;
    const text = late
      ? `No connection to the hub since ${clock(status.since, now)}. What you see is as of then.`
      : this.missed ? "What this link led to waits no longer: it was decided, or its session is gone. The audit has it." : "";
    this.note.hidden = !text;
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  /** Shows one question, or the list. A desk looks through the list; on a phone *back* leads to it. */
  private choose(named: Named | null): void {
    if (!named && this.pushed) {
      this.pushed = false;
      history.back(); // `moved` draws
      return;
    }
    const address = named ? addressOf(named) : "/approvals";
    if (named && !this.named && !this.wide.matches) {
      history.pushState(history.state, "", address);
      this.pushed = true;
    } else history.replaceState(history.state, "", address);
    this.named = named;
    this.missed = false;
    this.draw();
  }

  private settled(now: number): boolean {
    return this.connected > 0 && now - this.connected > SETTLE_MS;
  }

  private placed(course: Course): Placed {
    const { asked } = course;
    return {
      course,
      standing: standingOf(asked, this.link.user, this.link.access),
      there: this.link.machine(asked.machine).state,
    };
  }

  /** The question that the address means; on a desk the first that waits where it names none. */
  private chosen(groups: Map<Group, Placed[]>): Course | null {
    const { named } = this;
    if (named?.approval) {
      const found = this.book.get(named.approval);
      if (found) return found;
      if (!this.settled(Date.now())) return null; // it may be about to come
      this.missed = true;
    } else if (named) {
      const [first] = this.book.of(named.place).filter((one) => one.open);
      if (first) return first;
    }
    // What is looked at stays until somebody leaves it.
    if (!this.wide.matches) return null;
    if (this.card && !named) return this.book.get(this.card.approval);
    return (groups.get("needs") ?? [])[0]?.course ?? (groups.get("others") ?? [])[0]?.course ?? null;
  }

  private draw(): void {
    const now = Date.now();
    const all = [...this.book.courses.values()].map((one) => this.placed(one));
    const groups = arranged(all);
    const chosen = this.chosen(groups);
    const phone = !this.wide.matches;
    this.drawNote(now);
    this.drawCard(chosen, groups);
    const alone = phone && this.card !== null;
    this.root.classList.toggle("alone", alone);
    this.root.classList.toggle("bare", this.card === null);
    this.back.hidden = !alone;
    const title = alone ? "Approval" : "Approvals";
    if (this.heading.textContent !== title) this.heading.textContent = title;
    this.list.hidden = alone;
    if (!alone) this.drawList(groups, now);
  }

  private drawCard(chosen: Course | null, groups: Map<Group, Placed[]>): void {
    if (!this.card || this.card.approval !== chosen?.asked.approval) {
      this.card?.end();
      this.card = null;
      if (chosen) {
        // It stays shown while others come and go.
        this.named = { place: chosen.asked.place, approval: chosen.asked.approval };
        this.card = new Card(this.book, chosen.asked.approval, {
          session: (place) => this.told.open(place),
          leave: () => this.next(),
        });
      }
      this.main.replaceChildren(...(this.card ? [this.card.root] : []));
    }
    this.card?.draw();
    const left = (groups.get("needs") ?? []).filter((one) => one.course !== chosen && !one.course.mine).length;
    this.card?.say(left ? `Next (${left})` : "Back to the list");
  }

  private next(): void {
    const all = [...this.book.courses.values()].map((one) => this.placed(one));
    const found = (arranged(all).get("needs") ?? []).find((one) => one.course.asked.approval !== this.card?.approval && !one.course.mine);
    this.card?.end();
    this.card = null;
    const asked = found?.course.asked;
    this.choose(asked ? { place: asked.place, approval: asked.approval } : null);
  }

  private drawList(groups: Map<Group, Placed[]>, now: number): void {
    const wanted: HTMLElement[] = [];
    for (const [group, name, how] of GROUPS) {
      const found = groups.get(group) ?? [];
      if (found.length) wanted.push(this.section(group, name, how, found.map((one) => this.row(one, now))));
    }
    const grants = grantsOf(this.book.states, now);
    if (grants.length) wanted.push(this.section("grants", "Allowed for a while", "", this.grants(grants, now)));
    if (![...groups.values()].some((one) => one.length)) wanted.unshift(this.empty(now));
    place(this.list, wanted);
    for (const key of [...this.rows.keys()]) if (!this.book.courses.has(key)) this.rows.delete(key);
  }

  private section(group: string, name: string, how: string, rows: HTMLElement[]): HTMLElement {
    const section = this.sections.get(group) ?? newSection(group, name);
    this.sections.set(group, section);
    const count = [String(rows.length), how].filter(Boolean).join(" · ");
    if (section.count.textContent !== count) section.count.textContent = count;
    place(section.plate, rows);
    return section.root;
  }

  /** Elements are kept while they say the same. */
  private grants(found: readonly Grant[], now: number): HTMLElement[] {
    const made = found.map((one) => grant(one, this.link.user, now));
    if (made.map((one) => one.textContent).join("\0") !== this.granted.map((one) => one.textContent).join("\0")) this.granted = made;
    return this.granted;
  }

  private row(placed: Placed, now: number): RowElement {
    const { asked } = placed.course;
    const row = this.rows.get(asked.approval) ?? newRow(asked, () => this.choose({ place: asked.place, approval: asked.approval }));
    this.rows.set(asked.approval, row);
    drawRow(row, placed, this.card?.approval === asked.approval, this.link.user, now);
    return row;
  }

  private empty(now: number): HTMLElement {
    const { access } = this.link;
    const may = access?.may("approve") ?? false;
    const looking = !access || !this.settled(now);
    const kind = looking ? "looking" : may ? "mine" : "others";
    if (this.nothing.dataset["kind"] === kind) return this.nothing;
    this.nothing.dataset["kind"] = kind;
    if (looking) this.nothing.replaceChildren(el("p", "dim", "Looking for what waits…"));
    else
      this.nothing.replaceChildren(
        el("h2", "", may ? "Line clear. Nothing waits for you." : "Line clear. Nothing waits."),
        el("p", "", may
          ? "When an agent wants to do what no rule allows, it stops, and the question stands here until somebody answers or its time is over."
          : "What agents ask stands here while it waits. You look on: answering takes the right “approve”."),
      );
    return this.nothing;
  }
}

/** The same elements in the same order are left where they are. */
function place(parent: HTMLElement, wanted: HTMLElement[]): void {
  const have = parent.children;
  if (have.length !== wanted.length || wanted.some((one, i) => one !== have[i])) parent.replaceChildren(...wanted);
}

function newSection(group: string, name: string): Section {
  const root = el("section", group === "needs" ? "need" : "");
  const head = el("h2", group === "needs" ? "stop" : "", name);
  const count = el("i");
  const plate = el("div", "plate");
  head.append(count);
  root.append(head, plate);
  return { root, count, plate };
}
