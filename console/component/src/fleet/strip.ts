// The machines: a strip on a phone, a column on a desktop; each opens what is known of it. Who may
// add one finds the way at its end.
import { el, icon } from "../component";
import type { Link } from "../link";
import { plain } from "../plain";
import { button, openSheet } from "../sheet";
import { joinSheet } from "./join";
import { facts, readMachine, status, type Machine } from "./machines";

const PLUS = "M12 5v14M5 12h14";

export class Strip {
  readonly root = el("aside");
  private readonly list = el("ul", "mach");
  private readonly rows = new Map<string, HTMLLIElement>();
  private readonly machines = new Map<string, Machine | null>();
  private readonly heard = new Map<string, number>();
  private readonly add = el("li");

  constructor(
    /** Where sheets are opened. */
    private readonly around: HTMLElement,
    private readonly link: Link,
    private readonly only: (machine: string) => void,
    private readonly start: (machine: string) => void,
  ) {
    this.root.setAttribute("aria-label", "Machines");
    this.list.setAttribute("aria-label", "Machines");
    this.root.append(el("h2", "desk", "Machines"), this.list);
    const press = button("add", "", () => this.join());
    press.append(icon(PLUS), el("b", "", "Add a machine"));
    this.add.append(press);
  }

  get size(): number {
    return this.machines.size;
  }

  /** A document of `fleet/machine/<m>/<what>`. */
  take(m: string, what: string, document: Record<string, unknown> | null): void {
    if (m === "hub") return;
    this.link.machine(m); // its beat counts from now on
    if (what === "info") {
      if (document) this.machines.set(m, readMachine(m, document));
      else this.machines.delete(m);
    } else if (what === "presence" && document) {
      // The first may have lain at the hub; those after it say that it was heard just now.
      this.heard.set(m, this.heard.has(m) ? Date.now() : 0);
      if (!this.machines.has(m)) this.machines.set(m, null);
    }
  }

  forget(): void {
    this.machines.clear();
    this.heard.clear();
  }

  /** `running`: how many sessions live on each; `chosen`: the one that is filtered by. */
  draw(running: ReadonlyMap<string, number>, chosen: string, at: number): void {
    const wanted: HTMLElement[] = [...this.machines.keys()].sort().map((name) => {
      const there = this.link.machine(name);
      const machine = this.machines.get(name) ?? null;
      const says = plain(status(machine, there, running.get(name) ?? 0, at), { most: 80 });
      const row = this.rows.get(name) ?? el("li");
      this.rows.set(name, row);
      if (row.dataset["says"] === there.state + says + chosen) return row;
      row.dataset["says"] = there.state + says + chosen;
      const press = row.querySelector("button") ?? button("", "", () => this.sheet(name));
      press.setAttribute("aria-haspopup", "dialog");
      press.classList.toggle("chosen", name === chosen);
      press.replaceChildren(el("i", there.state === "there" ? "lamp" : "lamp off"), el("b", "", name), el("span", "", says));
      if (!press.parentNode) row.append(press);
      return row;
    });
    for (const name of [...this.rows.keys()]) if (!this.machines.has(name)) this.rows.delete(name);
    // Without any machine the page itself offers it.
    if (wanted.length && this.mayAdd()) wanted.push(this.add);
    const have = this.list.children;
    if (have.length !== wanted.length || wanted.some((one, i) => one !== have[i])) this.list.replaceChildren(...wanted);
    this.root.hidden = !wanted.length;
  }

  mayAdd(): boolean {
    return this.link.access?.may("admin", "hub") ?? false;
  }

  /** Opens the sheet *Add a machine*. */
  join(): void {
    joinSheet(this.around);
  }

  private sheet(name: string): void {
    const there = this.link.machine(name);
    const sheet = openSheet(this.around, name);
    const list = el("dl", "facts");
    for (const [what, value] of facts(this.machines.get(name) ?? null, there, this.heard.get(name) ?? 0, Date.now())) {
      const shown = el("dd", "", plain(value, { most: 300 }));
      shown.dir = "auto";
      list.append(el("dt", "", plain(what, { most: 60 })), shown);
    }
    const acts = el("div", "acts");
    const act = (className: string, says: string, call: () => void): void =>
      acts.append(
        button(className, says, () => {
          sheet.close();
          call();
        }),
      );
    act("btn", "Only its sessions", () => this.only(name));
    if (there.state === "there" && this.link.access?.may("operate", name)) act("btn main", "Start a session here", () => this.start(name));
    sheet.body.append(list, acts);
  }
}
