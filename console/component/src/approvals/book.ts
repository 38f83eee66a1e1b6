// All open questions that this person may see, and what becomes of them: fed by the sessions'
// documents and their live lines, over the page's one connection. Answers go out from here.

import type { Access } from "../access";
import { Recorded, type Place } from "../history";
import { Kept } from "../kept";
import { readObject, Refused, type Link, type Off } from "../link";
import { readLine } from "../lines";
import { FINAL, number, text, type State } from "../terminal/words";
import { fromMicros } from "../time";
import { object, questionsOf, texts, type Asked } from "./asked";
import { KINDS, decidedBy, follow, newCourse, type Course } from "./course";
import { joined, openedFrom, partsOf, type Opened } from "./opened";

/** So long a decided question stays to be looked at. */
export const STAYS_MS = 15 * 60_000;
/** Its live line may come a little after its document. */
const MISSED_MS = 1_500;
const MOST_LINES = 400;
const ANSWER_TTL_S = 15;

export class Book {
  readonly courses = new Map<string, Course>();
  /** `m/p/s` → the session's document, of sessions that ask or have standing grants. */
  readonly states = new Map<string, State>();
  private readonly opened = new Map<string, Opened>();
  private readonly offs: Off[] = [];
  private readonly filters = new Map<string, Off>();
  private readonly events = new Map<string, Off>();
  private readonly listeners = new Set<() => void>();
  private readonly looked = new Set<string>();
  private readonly ticker: ReturnType<typeof setInterval>;

  constructor(readonly link: Link) {
    this.offs.push(link.on("access", (access) => this.follow(access)));
    this.ticker = setInterval(() => this.tick(Date.now()), 1_000);
  }

  on(changed: () => void): Off {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  end(): void {
    clearInterval(this.ticker);
    for (const off of [...this.offs, ...this.filters.values(), ...this.events.values()]) off();
  }

  get(approval: string): Course | null {
    return this.courses.get(approval) ?? null;
  }

  /** Of one session, oldest first. */
  of(place: string): Course[] {
    return [...this.courses.values()].filter((one) => one.asked.place === place).sort((a, b) => a.asked.asked - b.asked.asked);
  }

  /** The whole, where it was opened. */
  whole(asked: Asked): Opened | null {
    return this.opened.get(asked.approval) ?? null;
  }

  // ----- what a person says

  /** Says it to the machine, once: a second call for the same question does nothing. */
  async answer(course: Course, decide: "allow" | "deny", scope: string, reason: string): Promise<void> {
    const { asked } = course;
    if (course.mine && !(course.told && !course.told.accepted)) return;
    course.mine = { decide, scope, reason, at: Date.now() };
    course.told = null;
    this.changed();
    const fields = {
      approval: asked.approval,
      digest: asked.digest,
      decide,
      ...(decide === "allow" ? { scope } : {}),
      ...(reason ? { reason } : {}),
    };
    const { machine, project, session } = asked;
    try {
      const receipt = await this.link.request(machine, project, session, "answer", fields, { ttl: ANSWER_TTL_S });
      course.told = { accepted: true, code: "", reason: "", missing: texts(receipt.data["missing"]), at: Date.now() };
    } catch (trouble) {
      const refused = trouble instanceof Refused ? trouble : new Refused("internal", String(trouble));
      course.told = { accepted: false, code: refused.code, reason: refused.message, missing: [], at: Date.now() };
    }
    this.changed();
  }

  /** Fetches the whole of it from the record; false where nobody has it just now. */
  async open(course: Course): Promise<boolean> {
    const { asked } = course;
    if (asked.seq === null) return false;
    const lines = new Recorded(this.link, asked as Place);
    await lines.need(asked.seq, asked.seq);
    let [named] = lines.after(asked.seq, asked.seq);
    if (!named || named.kind !== "asked") return false;
    const count = partsOf(named);
    if (count && count < asked.seq) {
      await lines.need(asked.seq - count, asked.seq);
      named = { ...named, body: await joined(named, lines.after(asked.seq - count, asked.seq - 1)) };
    }
    const found = openedFrom(asked, named.body);
    if (found) this.opened.set(asked.approval, found);
    this.changed();
    return found !== null;
  }

  // ----- what arrives

  private follow(access: Access): void {
    const wanted = new Set(access.filters("session.state"));
    for (const [filter, off] of this.filters)
      if (!wanted.has(filter)) {
        off();
        this.filters.delete(filter);
      }
    for (const filter of wanted)
      if (!this.filters.has(filter)) this.filters.set(filter, this.link.subscribe(filter, this.document));
    this.changed();
  }

  private readonly document = (topic: string, bytes: Uint8Array): void => {
    const place = topic.split("/").slice(2, 5).join("/");
    const state = bytes.length ? readObject(bytes) : null;
    const had = number(this.states.get(place) ?? null, "v");
    const version = number(state, "v");
    if (state && had !== null && version !== null && version < had) return;
    this.take(place, state, Date.now());
  };

  /** A session's document; null: it was cleared. */
  take(place: string, state: State | null, now: number): void {
    const alive = state && !FINAL.has(text(state, "phase"));
    const there = alive ? questionsOf(place, state) : [];
    const grants = alive && Array.isArray(state?.["standing"]) && (state["standing"] as unknown[]).length > 0;
    if (state && (there.length || grants || this.of(place).length)) this.states.set(place, state);
    else this.states.delete(place);
    const open = new Set(there.map((one) => one.approval));
    let moved = grants === true;
    for (const asked of there) {
      const course = this.courses.get(asked.approval);
      // An id is for one action for ever: another digest under it is not the one that was looked at.
      if (course?.asked.digest === asked.digest) {
        course.asked = asked;
        course.open = true;
      } else this.courses.set(asked.approval, newCourse(asked));
      moved = true;
    }
    for (const course of this.of(place))
      if (course.open && !open.has(course.asked.approval)) {
        course.open = false;
        course.gone = now;
        moved = true;
      }
    if (there.length) this.listen(place);
    if (moved) this.changed();
  }

  private listen(place: string): void {
    if (!this.events.has(place))
      this.events.set(place, this.link.subscribe(`fleet/session/${place}/event`, (_, bytes) => this.line(place, readObject(bytes))));
  }

  private line(place: string, value: unknown): void {
    const line = readLine(value);
    if (!line || !KINDS.has(line.kind)) return;
    let moved = false;
    for (const course of this.of(place)) moved = follow(course, line) || moved;
    if (moved) this.changed();
  }

  /** Who decided it was said while this page did not hear: the record knows. */
  private async lookUp(course: Course): Promise<void> {
    const { asked } = course;
    const head = number(this.states.get(asked.place) ?? asked.state, "head") ?? 0;
    if (asked.seq === null || head <= asked.seq) return;
    const lines = new Recorded(this.link, asked as Place);
    await lines.fetch(Math.max(asked.seq + 1, head - MOST_LINES), head);
    let moved = false;
    for (const line of lines.after(Math.max(asked.seq + 1, head - MOST_LINES), head)) moved = follow(course, line) || moved;
    if (moved) this.changed();
  }

  private tick(now: number): void {
    let moved = false;
    for (const course of [...this.courses.values()]) {
      if (course.open) continue;
      const { approval } = course.asked;
      if (now - course.gone > STAYS_MS) {
        this.courses.delete(approval);
        this.opened.delete(approval);
        this.looked.delete(approval);
        moved = true;
      } else if (!decidedBy(course) && now - course.gone > MISSED_MS && !this.looked.has(approval) && this.link.status.state === "connected") {
        this.looked.add(approval);
        void this.lookUp(course);
      }
    }
    for (const [place, off] of this.events)
      if (!this.of(place).length) {
        off();
        this.events.delete(place);
      }
    if (moved) this.changed();
  }

  private changed(): void {
    for (const fn of [...this.listeners]) fn();
  }
}

const books = new Kept<Book>((book) => book.end());

/** The page's book of this link's person. Call the second value when it is not wanted any more. */
export const getBook = (link: Link): [Book, Off] => books.take(link.user, () => new Book(link));

/** Standing grants, least time left first. */
export interface Grant {
  place: string;
  scope: string;
  summary: string;
  rule: string;
  by: string[];
  until: number;
}

export function grantsOf(states: ReadonlyMap<string, State>, now: number): Grant[] {
  const out: Grant[] = [];
  for (const [place, state] of states)
    for (const one of Array.isArray(state["standing"]) ? state["standing"] : []) {
      const found = object(one) ?? {};
      const said = (name: string): string => text(found, name);
      const until = fromMicros(number(found, "until") ?? 0);
      if (until > now) out.push({ place, scope: said("scope"), summary: said("summary"), rule: said("rule"), by: texts(found["by"]), until });
    }
  return out.sort((a, b) => a.until - b.until);
}
