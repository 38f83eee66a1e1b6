// One question in full: the whole of what would run, why one is asked, and the answer. It can be
// allowed only after all of it has been on the screen; what is signed is named by its digest.

import { el, icon } from "../component";
import type { Off } from "../link";
import { plain } from "../plain";
import { button, type Sheet } from "../sheet";
import { ago } from "../time";
import { askerOf, left, standingOf, titleOf, type Asked, type Standing } from "./asked";
import { blocksOf, warningsOf, type Block } from "./blocks";
import type { Book } from "./book";
import { over, verdict, type Course } from "./course";
import { askReason } from "./deny";
import * as draw from "./draw";
import { Ring } from "./ring";
import * as says from "./says";
import { drawTicks } from "./ticks";

/** A button that has just become another one takes no tap for so long. */
const ARM_MS = 600;
const LATE = "By this device's clock its time is over: the machine denies it now.";
/** What may be said again after the machine did not take it. */
const FINAL_CODES = new Set(["approval-decided", "no-such-approval", "wrong-digest"]);

export interface CardEvents {
  /** Leave this card. */
  leave: () => void;
  /** Open its session; null where this is its page. */
  session: ((place: string) => void) | null;
}

export class Card {
  readonly root = el("article", "card");
  private readonly ring = new Ring();
  private readonly body = el("div", "body");
  private readonly lead = el("div", "lead");
  private readonly warn = el("ul", "sees");
  private readonly run = el("div", "all");
  private readonly whys = el("div", "all");
  private readonly end_ = el("i", "end");
  private readonly bar = el("div", "bar");
  private readonly hint = el("p", "hint");
  private readonly row = el("div", "duo");
  private readonly leave = button("btn main", "Put it away", () => undefined);
  private readonly seenBy: IntersectionObserver;
  private readonly off: Off;
  private sheet: Sheet | null = null;
  private scope = "once";
  private seen = false;
  private opening = false;
  private unopened = false;
  private armed = 0;
  /** When the buttons gave way to what came of it. */
  private outcome = 0;
  private drawn = { run: "", whys: "", bar: "" };

  constructor(
    private readonly book: Book,
    readonly approval: string,
    private readonly events: CardEvents,
  ) {
    this.body.tabIndex = 0;
    this.body.setAttribute("role", "region");
    this.hint.setAttribute("role", "status");
    this.end_.setAttribute("aria-hidden", "true");
    const head = el("div", "hd");
    head.append(this.lead, this.ring.root);
    this.body.append(head, this.warn, this.run, this.end_, this.whys);
    this.bar.append(this.hint, this.row);
    this.root.append(this.body, this.bar);
    this.seenBy = new IntersectionObserver(
      (entries) => {
        if (!entries.some((one) => one.isIntersecting) || this.seen || !this.complete) return;
        this.seen = true;
        this.draw();
      },
      { root: this.body, rootMargin: "0px 0px 24px 0px" },
    );
    this.seenBy.observe(this.end_);
    this.off = book.on(() => this.draw());
    this.draw();
  }

  end(): void {
    this.seenBy.disconnect();
    this.sheet?.close();
    this.off();
  }

  /** Where the way out leads, on its button. */
  say(label: string): void {
    if (this.leave.textContent !== label) this.leave.textContent = label;
  }

  private get course(): Course | null {
    return this.book.get(this.approval);
  }

  /** Whether all of it is here. */
  private get complete(): boolean {
    const asked = this.course?.asked;
    return asked !== undefined && (!asked.cut || this.book.whole(asked) !== null);
  }

  draw(): void {
    const { course } = this;
    if (!course) return;
    const now = Date.now();
    this.ring.draw(course.asked.asked, course.open ? course.asked.until : null, now);
    this.drawRun(course.asked);
    this.drawWhys(course.asked, now);
    this.drawBar(course, now);
  }

  // ----- what would run

  private drawRun(asked: Asked): void {
    const whole = this.book.whole(asked);
    const key = `${asked.digest} ${whole ? "opened" : asked.cut ? "cut" : "here"} ${JSON.stringify(asked.input).length}`;
    if (this.drawn.run === key) return;
    const changed = this.drawn.run !== "";
    this.drawn.run = key;
    this.seen = false;
    const parts = whole?.parts ?? asked.parts;
    const programs = whole?.programs ?? asked.programs;
    const input = whole?.input ?? (asked.cut ? null : asked.input);
    const found = input ? blocksOf(asked.tool, input) : [];
    this.drawLead(asked, found, whole?.spelt ?? asked.spelt, parts);
    const shown: Node[] = input ? draw.blocks(found) : [this.closed(asked)];
    const claims = shown.filter((one) => (one as HTMLElement).classList.contains("own"));
    const inside = shown.filter((one) => !claims.includes(one));
    if (parts.length) inside.push(draw.section("Part by part", draw.parts(parts)));
    if (programs.length)
      inside.push(draw.section(programs.length === 1 ? "Program file it names" : "Program files it names", draw.programs(programs), el("p", "cap", "Checked again right before it runs: another content is not allowed any more.")));
    this.run.replaceChildren(...inside, ...claims);
    if (changed) this.body.scrollTop = 0;
    // It may stand there whole already: an observer tells changes alone.
    this.seenBy.unobserve(this.end_);
    this.seenBy.observe(this.end_);
  }

  private drawLead(asked: Asked, found: readonly Block[], spelt: readonly string[], parts: Asked["parts"]): void {
    const title = el("h2", "", titleOf(asked));
    const where = asked.project === "-" ? "" : `in ${asked.project} `;
    this.body.setAttribute("aria-label", `${titleOf(asked)}: all of it`);
    const list: HTMLElement[] = [];
    for (const [what, more] of warningsOf(found, parts)) list.push(warning("", what, more));
    for (const one of spelt) list.push(warning("", "Not shown as it is", `: ${one}`));
    if (asked.input && says.masked(asked, found))
      list.push(warning("wait", "Something in it is masked", ": it looks like a secret, and only the machine has it"));
    for (const [i, one] of parts.entries())
      if (one.decide === "deny") list.push(warning("", "A rule forbids", ` part ${i + 1}`));
    this.lead.replaceChildren(title, el("p", "", `${askerOf(asked)} asks, ${where}on ${asked.machine}`));
    this.warn.replaceChildren(...list);
    this.warn.hidden = !list.length;
  }

  /** It is larger than what a document carries. */
  private closed(asked: Asked): HTMLElement {
    const box = el("div", "plate closed");
    box.append(el("p", "", plain(asked.summary, { most: 400 })));
    box.append(el("p", "dim", this.unopened
      ? "Neither the machine nor the archive has given the whole of it just now. Try again."
      : "It is too large to travel with the question. Open all of it before you allow it."));
    return box;
  }

  private async open(course: Course): Promise<void> {
    this.opening = true;
    this.draw();
    this.unopened = !(await this.book.open(course).catch(() => false));
    this.opening = false;
    if (this.unopened) this.drawn.run = "";
    this.draw();
  }

  // ----- why

  private drawWhys(asked: Asked, now: number): void {
    const { access } = this.book.link;
    const rows = says.whyRows(asked, access?.ask("approve") ?? [], now);
    const key = JSON.stringify([rows, asked.scopes, asked.digest, says.whereRows(asked)]);
    if (this.drawn.whys === key) return;
    this.drawn.whys = key;
    const inside = [
      draw.section("Why people are asked", draw.facts([...rows, ["Digest", draw.digest(asked.digest)]])),
      draw.section("Where", draw.facts([["Session", this.sessionLink(asked)], ...says.whereRows(asked)])),
    ];
    if (!standingOf(asked, this.book.link.user, access).allow && asked.scopes.length === 1) this.whys.replaceChildren(...inside);
    else this.whys.replaceChildren(this.scopes(asked), ...inside);
  }

  private sessionLink(asked: Asked): HTMLElement {
    const name = says.sessionOf(asked);
    const { session } = this.events;
    if (!session) return el("span", "", name);
    const link = el("a", "", name);
    link.href = `/session?s=${asked.place}`;
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      session(asked.place);
    };
    return link;
  }

  private scopes(asked: Asked): HTMLElement {
    if (!asked.scopes.includes(this.scope)) this.scope = "once";
    const list = el("div", "plate scopes");
    if (asked.scopes.length === 1) list.append(el("p", "", "Once. Nothing longer is offered for this."));
    else
      for (const scope of asked.scopes) {
        const label = el("label");
        const input = el("input");
        input.type = "radio";
        input.name = `scope-${this.approval}`;
        input.checked = scope === this.scope;
        input.onchange = () => {
          this.scope = scope;
          this.draw();
        };
        const [title, more] = says.scopeSays(scope, asked);
        const words = el("span", "", title);
        words.append(el("span", "dim", more));
        label.append(input, words);
        list.append(label);
      }
    return draw.section("For how long", list);
  }

  // ----- the answer

  private drawBar(course: Course, now: number): void {
    const { link } = this.book;
    const { asked } = course;
    if (over(course) || course.mine) return this.drawOutcome(course, now);
    this.outcome = 0;
    const standing = standingOf(asked, link.user, link.access);
    const late = asked.until !== null && asked.until <= now;
    const hinder = says.hindrance(link.status, asked.machine, link.machine(asked.machine), now);
    const state = this.opening ? "opening" : !this.complete ? "closed" : !this.seen ? "unread" : now < this.armed || !this.armed ? "arming" : "ready";
    if (state === "arming" && !this.armed) {
      this.armed = now + ARM_MS;
      setTimeout(() => this.draw(), ARM_MS + 20);
    } else if (state !== "arming" && state !== "ready") this.armed = 0;
    // The machine's clock decides, not ours.
    const read = (standing.deny && hinder) || standing.why || (late ? LATE : this.told(asked, state));
    put(this.hint, read);
    this.hint.classList.toggle("wait", read === LATE || (read === hinder && !hinder.endsWith("…")));
    const key = JSON.stringify([state, standing, Boolean(hinder), this.scope, asked.wantsReason]);
    if (this.drawn.bar === key) return;
    this.drawn.bar = key;
    this.bar.className = "bar";
    this.row.className = "duo";
    this.row.replaceChildren(...this.buttons(course, standing, state, Boolean(hinder)));
    this.row.hidden = !this.row.childElementCount;
  }

  private told(asked: Asked, state: string): string {
    if (state === "opening") return "Opening all of it…";
    if (state === "closed") return "Open all of it, read it, then allow";
    if (state === "unread") return "Read all that would run, then allow";
    return left(asked) && asked.count > 1 ? `You have seen all of it. ${left(asked)}` : "You have seen all that would run";
  }

  private buttons(course: Course, standing: Standing, state: string, hindered: boolean): HTMLElement[] {
    const { asked } = course;
    const out: HTMLButtonElement[] = [];
    if (standing.deny) {
      const deny = button("btn nostop", "Deny…", () => this.deny(course));
      deny.disabled = hindered;
      out.push(deny);
    }
    if (!standing.allow) return out;
    if (state === "closed" || state === "opening") {
      const open = button("btn next", "Open all of it", () => void this.open(course));
      open.disabled = state === "opening" || hindered;
      out.push(open);
    } else if (state === "unread") {
      const on = button("btn next", "Read on", () => this.readOn());
      on.append(icon(draw.DOWN));
      out.push(on);
    } else {
      const allow = button("btn yes", says.allowSays(this.scope, asked.wantsReason), () => this.allow(course));
      allow.disabled = hindered || state !== "ready";
      out.push(allow);
    }
    return out;
  }

  private readOn(): void {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.body.scrollBy({ top: this.body.clientHeight * 0.8, behavior: calm ? "auto" : "smooth" });
  }

  private allow(course: Course): void {
    const { asked } = course;
    if (Date.now() < this.armed || !this.seen || over(course)) return;
    const say = (reason: string): void => void this.book.answer(course, "allow", this.scope, reason);
    if (!asked.wantsReason) return say("");
    this.sheet = askReason(this.root, {
      title: "Allow, and say why",
      told: `The rule “${plain(asked.rule, { most: 100 })}” wants a reason. It stands in the record.`,
      act: says.allowSays(this.scope, false),
      tone: "yes",
      required: true,
    }, (reason) => this.same(course) && say(reason));
  }

  private deny(course: Course): void {
    if (over(course)) return;
    this.sheet = askReason(this.root, {
      title: "Deny, and say why",
      told: `${askerOf(course.asked)} reads this and goes on without it.`,
      act: "Deny",
      tone: "no",
      required: false,
    }, (reason) => this.same(course) && void this.book.answer(course, "deny", "once", reason));
  }

  /** The sheet may have stood open while somebody else decided. */
  private same(course: Course): boolean {
    return this.course === course && !over(course);
  }

  private drawOutcome(course: Course, now: number): void {
    const { mine, told } = course;
    const again = course.open && mine && told && !told.accepted && !FINAL_CODES.has(told.code);
    if (over(course)) this.sheet?.close();
    // The second of two taps shall not hit what has come into the place of the first.
    if (!this.outcome) {
      this.outcome = now;
      setTimeout(() => this.draw(), ARM_MS + 20);
    }
    const calm = now - this.outcome >= ARM_MS;
    const key = JSON.stringify([calm, mine, told, course.open, course.answers, course.taken, course.effected, course.ended]);
    this.bar.className = "bar done";
    this.hint.classList.remove("wait");
    put(this.hint, mine ? "" : `${verdict(course, this.book.link.user)} ${course.gone ? agoSays(course.gone, now) : ""}`.trim());
    this.hint.hidden = !this.hint.textContent;
    if (this.drawn.bar === key) return;
    this.drawn.bar = key;
    const rows: HTMLElement[] = [];
    if (mine) rows.push(drawTicks(course, askerOf(course.asked), this.book.link.user));
    const row = el("div", "duo");
    const { session, leave } = this.events;
    if (again)
      row.append(button("btn", "Answer again", () => {
        course.mine = course.told = null;
        this.hint.hidden = false;
        this.draw();
      }));
    else if (session) row.append(button("btn", "Open session", () => session(course.asked.place)));
    this.leave.onclick = () => leave();
    row.append(this.leave);
    for (const one of row.querySelectorAll("button")) one.disabled = !calm;
    this.row.hidden = false;
    this.row.replaceChildren(...rows, row);
    this.row.classList.toggle("stack", rows.length > 0);
  }
}

const agoSays = (at: number, now: number): string => (now - at < 10_000 ? "Just now." : `${ago(at, now)} ago.`);

function warning(tone: string, what: string, more: string): HTMLElement {
  const row = el("li", tone);
  const told = el("span");
  const strong = el("b");
  told.append(draw.marked(strong, what));
  draw.marked(told, more);
  row.append(icon(draw.WARN), told);
  return row;
}

function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}
