// A session's terminal, rebuilt from screens and live lines: the twin of the command line's
// picture. Pure: steps to do on a terminal, in order.
//
// A screen is drawn as of its line; lines after it are added as they come. Where lines are missing
// nothing is guessed: the record or the next screen is awaited.

export interface Line {
  seq: number;
  /** Microseconds since 1970. */
  at: number;
  kind: string;
  /** null where it was redacted. */
  body: Record<string, unknown> | null;
}

export interface Screen {
  seq: number;
  columns: number;
  rows: number;
  text: string;
}

/** `mark`: the row where this line begins is remembered; `anew`: everything so far is forgotten. */
export type Step = { write: string | Uint8Array } | { size: [number, number] } | { mark: number } | { anew: true };

/** Lines kept behind the last screen; more come only where screens do not. */
export const HELD = 2_000;

const LEAVE =
  "\x1b[?1049l\x1b[?25h\x1b[?1000;1002;1003;1005;1006;1015l\x1b[?9;1004;2004l" +
  "\x1b[=0u\x1b[>4;0m\x1b>\x1b[?1l\x1b[?5;6l\x1b[?7h\x1b[4l\x1b[r\x1b(B\x0f\x1b[0m\x1b[0 q";
const BEGIN = "\x1b[?2026h" + LEAVE;
const CLEAR = "\x1b[?1049l\x1b[0m\x1b[H\x1b[2J";
const END = "\x1b[?2026l";
const ANEW: Step[] = [{ anew: true }, { write: "\x1bc" + BEGIN }];

/** Feed it what arrives; each call gives what to do, often nothing. */
export class Picture {
  /** The last line that is in the picture. */
  seq = 0;
  /** Lines are missing: only a screen, or the missing lines, help. */
  wantsScreen = true;
  private held: Line[] = [];
  private latest: Screen | null = null;
  /** The last line that was passed over: only a screen that shows it brings the picture into step. */
  private passed = 0;

  screen(found: Screen): Step[] {
    const before = this.latest;
    this.latest = found;
    if (this.wantsScreen) return found.seq < this.passed ? this.glance(found) : this.draw(found);
    // Another screen at the same line: what is printed is being left out of the record.
    if (before?.seq === found.seq && found.seq === this.seq && before.text !== found.text) return this.draw(found);
    // One that is ahead of the lines is left alone: drawn over them, rows would never scroll back.
    return [];
  }

  /** More is printed than anybody can read: this line is not drawn, a screen will show what it did. */
  pass(line: Line): void {
    if (line.seq <= this.seq) return;
    this.wantsScreen = true;
    this.held = [];
    this.passed = Math.max(this.passed, line.seq);
  }

  /** The line that the last screen stands on; what is after it is needed to draw it anew. */
  get base(): number {
    return this.latest ? Math.min(this.latest.seq, this.seq) : this.seq;
  }

  /** The latest screen has shown more than the lines for a while: they do not come. Call it with
   * the seq that `behind` told then. */
  overdue(since: number): Step[] {
    return this.latest && !this.wantsScreen && this.seq === since && this.latest.seq > since ? this.draw(this.latest) : [];
  }

  /** The line that the picture stands at while a screen has shown more; null where it has not. */
  get behind(): number | null {
    return this.latest && !this.wantsScreen && this.latest.seq > this.seq ? this.seq : null;
  }

  line(line: Line): Step[] {
    if (this.wantsScreen) {
      this.held.push(line);
      if (this.held.length > HELD) this.held.shift();
      return [];
    }
    if (line.seq <= this.seq) return [];
    if (line.seq > this.seq + 1 || line.kind === "elided") {
      this.wantsScreen = true;
      this.held.push(line);
      return this.latest && this.latest.seq >= line.seq - 1 ? this.draw(this.latest) : [];
    }
    this.seq = line.seq;
    return printed(line);
  }

  /** The connection is gone: what is shown stays, and is made good later. */
  lost(): void {
    this.wantsScreen = true;
    this.held = [];
    this.latest = null;
    this.passed = 0;
  }

  /** Everything anew, with recorded lines above: an exact scroll-back, and the screen on it.
   * `print` says what lines do to the terminal. */
  rebuilt(lines: Line[], print: (lines: Line[]) => Step[] = (all) => all.flatMap(printed)): Step[] {
    if (this.wantsScreen) return [];
    // From the very first line on, the record alone is exact.
    if (lines[0]?.seq === 1 && lines.at(-1)?.seq === this.seq && !lines.some((one) => one.kind === "elided"))
      return [...ANEW, ...sizeAtStart(lines[0]), ...print(lines), { write: END }];
    const latest = this.latest;
    if (!latest || latest.seq > this.seq) return [];
    const upto = this.seq;
    const before = lines.filter((one) => one.seq <= latest.seq);
    const after = lines.filter((one) => one.seq > latest.seq && one.seq <= upto);
    // The lines after the screen must be whole, or the screen that is shown would be lost.
    if (after.length !== upto - latest.seq) return [];
    return [
      ...ANEW,
      ...print(before),
      { write: LEAVE },
      ...this.drawn(latest),
      ...print(after),
      { write: END },
    ];
  }

  private draw(found: Screen): Step[] {
    const held = this.held.filter((line) => line.seq > found.seq);
    if (held[0] && held[0].seq !== found.seq + 1) return []; // older than what is missing
    this.held = [];
    this.seq = found.seq;
    this.wantsScreen = false;
    return [{ write: BEGIN }, ...this.drawn(found), { write: END }, ...held.flatMap((line) => this.line(line))];
  }

  /** Shows a screen that is older than lines which were passed over; the next one is awaited still. */
  private glance(found: Screen): Step[] {
    if (found.seq < this.seq) return [];
    this.seq = found.seq;
    return [{ write: BEGIN }, ...this.drawn(found), { write: END }];
  }

  private drawn(found: Screen): Step[] {
    return [{ size: [found.columns, found.rows] }, { write: CLEAR + found.text }];
  }
}

/** What a line does to a terminal. */
export function printed(line: Line): Step[] {
  const body = line.body;
  if (!body) return [];
  if (line.kind === "resized") {
    const size = sizeOf(body);
    return size ? [{ size }] : [];
  }
  if (line.kind !== "output") return [];
  if (typeof body["text"] === "string") return [{ write: body["text"] }];
  if (typeof body["b64"] !== "string") return [];
  try {
    return [{ write: Uint8Array.from(atob(body["b64"]), (c) => c.charCodeAt(0)) }];
  } catch {
    return [];
  }
}

/** Lines of the past by themselves, on an empty terminal. */
export function past(lines: Line[], print: (lines: Line[]) => Step[]): Step[] {
  return [...ANEW, ...(lines[0] ? sizeAtStart(lines[0]) : []), ...print(lines), { write: LEAVE + END }];
}

/** The size with which a session began, where this is its first line. */
export function sizeAtStart(line: Line): Step[] {
  const size = line.kind === "started" && line.body ? sizeOf(line.body) : null;
  return size ? [{ size }] : [];
}

function sizeOf(body: Record<string, unknown>): [number, number] | null {
  const columns = body["columns"];
  const rows = body["rows"];
  const fits = (n: unknown): n is number => typeof n === "number" && Number.isInteger(n) && n >= 1 && n <= 1000;
  return fits(columns) && fits(rows) ? [columns, rows] : null;
}

/** A line of `event`, or of a page of `history`; null where it is none. */
export function readLine(value: unknown): Line | null {
  if (value === null || typeof value !== "object") return null;
  const found = value as Record<string, unknown>;
  if (!Number.isInteger(found["seq"]) || typeof found["kind"] !== "string") return null;
  const body = found["body"];
  return {
    seq: found["seq"] as number,
    at: typeof found["at"] === "number" ? found["at"] : 0,
    kind: found["kind"],
    body: body !== null && typeof body === "object" ? (body as Record<string, unknown>) : null,
  };
}

/** A screen document; null where it is none. */
export function readScreen(value: Record<string, unknown> | null): Screen | null {
  const size = value && sizeOf(value);
  if (!value || !size || !Number.isInteger(value["seq"]) || typeof value["text"] !== "string") return null;
  return { seq: value["seq"] as number, columns: size[0], rows: size[1], text: value["text"] };
}
