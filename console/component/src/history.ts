// The recorded lines of a session that this page holds, of bounded weight: what is looked at, and
// what the live screen stands on. Older and newer ones come from `history` and are dropped again.

import type { Link } from "./link";
import { readLine, type Line } from "./lines";

/** Of all lines that are held, about. */
export const MOST_BYTES = 16 * 1024 * 1024;
/** Lines that are asked for while nobody knows yet how long they are. */
export const FIRST_PAGE = 120;
/** A page is about so many bytes. */
const PAGE_BYTES = 512 * 1024;
const MOST_OF_A_PAGE = 2_000;

export interface Place {
  machine: string;
  project: string;
  session: string;
}

export class Recorded {
  private readonly lines = new Map<number, Line>();
  private bytes = 0;

  constructor(
    private readonly link: Link,
    private readonly place: Place,
  ) {}

  add(line: Line): void {
    if (this.lines.has(line.seq)) return;
    this.lines.set(line.seq, line);
    this.bytes += weight(line);
  }

  /** Whether more is held than should be: `keep` is due. */
  get heavy(): boolean {
    return this.bytes > MOST_BYTES;
  }

  /** Drops every line of which `wanted` says no. */
  keep(wanted: (seq: number) => boolean): void {
    for (const [seq, line] of this.lines)
      if (!wanted(seq)) {
        this.lines.delete(seq);
        this.bytes -= weight(line);
      }
  }

  /** How many lines make a page, by the length of those that are here. */
  get page(): number {
    if (this.lines.size < 8) return FIRST_PAGE;
    return Math.min(Math.max(Math.floor(PAGE_BYTES / (this.bytes / this.lines.size)), 8), MOST_OF_A_PAGE);
  }

  /** Lines without a hole that end with `upto`, oldest first, from `least` on; empty where `upto` is missing. */
  run(upto: number, least = 1): Line[] {
    const out: Line[] = [];
    for (let seq = upto; seq >= least; seq -= 1) {
      const line = this.lines.get(seq);
      if (!line) break;
      out.push(line);
    }
    return out.reverse();
  }

  /** Lines without a hole that begin with `from`, up to `most`. */
  after(from: number, most: number): Line[] {
    const out: Line[] = [];
    for (let seq = from; seq <= most; seq += 1) {
      const line = this.lines.get(seq);
      if (!line) break;
      out.push(line);
    }
    return out;
  }

  /** The nearest lines up to `upto` that are missing although older ones are here; null: none. */
  hole(upto: number, most: number): [number, number] | null {
    if (this.lines.size === 0) return null;
    const last = (this.run(upto)[0]?.seq ?? upto + 1) - 1;
    let lowest = Number.MAX_SAFE_INTEGER;
    for (const seq of this.lines.keys()) lowest = Math.min(lowest, seq);
    if (last < lowest) return null;
    let first = last;
    while (first > lowest && first > last - most + 1 && !this.lines.has(first - 1)) first -= 1;
    return [first, last];
  }

  /** Fetches what is missing of the lines from … to …; true where all of them are here now. */
  async need(from: number, to: number): Promise<boolean> {
    let first = from;
    while (first <= to && this.lines.has(first)) first += 1;
    let last = to;
    while (last >= first && this.lines.has(last)) last -= 1;
    if (first <= last) await this.fetch(first, last);
    return this.after(from, to).length === to - from + 1;
  }

  /** Lines from … to …, of archive and machine together; true where something came. */
  async fetch(from: number, to: number): Promise<boolean> {
    const before = this.lines.size;
    const { machine, project, session } = this.place;
    const there = this.link.machine(machine).state === "there";
    await this.link
      .requestPages(machine, project, session, "history", { from, to }, {
        answerers: there ? ["hub", machine] : ["hub"],
        wait: 20,
        onPage: (data) => {
          for (const one of Array.isArray(data["lines"]) ? data["lines"] : []) {
            const line = readLine(one);
            if (line) this.add(line);
          }
        },
      })
      .catch(() => undefined);
    return this.lines.size > before;
  }
}

function weight(line: Line): number {
  const text = line.body?.["text"] ?? line.body?.["b64"];
  return 200 + (typeof text === "string" ? text.length * 2 : 0);
}
