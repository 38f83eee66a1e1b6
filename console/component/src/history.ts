// The recorded lines of a session that this page holds: one run without holes up to now, bounded,
// grown downwards from `history` and upwards by live lines.

import type { Link } from "./link";
import { readLine, type Line } from "./lines";

export const MOST_BYTES = 48 * 1024 * 1024;
export const FIRST_PAGE = 300;

export interface Place {
  machine: string;
  project: string;
  session: string;
}

export class Recorded {
  private readonly lines = new Map<number, Line>();
  private lowest = Number.MAX_SAFE_INTEGER;
  private bytes = 0;
  private busy = false;
  /** No line before these is asked for any more: the beginning, or the bound. */
  whole = false;

  constructor(
    private readonly link: Link,
    private readonly place: Place,
  ) {}

  add(line: Line): void {
    if (this.lines.has(line.seq)) return;
    this.lines.set(line.seq, line);
    this.lowest = Math.min(this.lowest, line.seq);
    this.bytes += weight(line);
  }

  /** Lines without a hole that end with `upto`, oldest first; empty where `upto` is missing. */
  run(upto: number): Line[] {
    const out: Line[] = [];
    for (let seq = upto; ; seq -= 1) {
      const line = this.lines.get(seq);
      if (!line) break;
      out.push(line);
    }
    return out.reverse();
  }

  /** The nearest lines up to `upto` that are missing although older ones are here; null: none. */
  hole(upto: number, most: number): [number, number] | null {
    if (this.lines.size === 0) return null;
    const last = (this.run(upto)[0]?.seq ?? upto + 1) - 1;
    if (last < this.lowest) return null;
    let first = last;
    while (first > this.lowest && first > last - most + 1 && !this.lines.has(first - 1)) first -= 1;
    return [first, last];
  }

  /** Fetches what lies before the run that ends with `upto`; true where something came. */
  async earlier(upto: number, count: number): Promise<boolean> {
    if (this.busy || this.whole) return false;
    const first = this.run(upto)[0]?.seq ?? upto + 1;
    if (first <= 1 || this.bytes > MOST_BYTES) {
      this.whole = true;
      return false;
    }
    this.busy = true;
    try {
      return await this.fetch(Math.max(1, first - count), first - 1);
    } finally {
      this.busy = false;
    }
  }

  /** Lines from … to …, of archive and machine together. */
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
