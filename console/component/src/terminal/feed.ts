// From what arrives to what the terminal shows: the live screen, what was missed while the line was
// cut, and, when somebody scrolls up, any part of the record.
//
// Live, the page ends with now. Further back it holds a window of the record, without end in both
// directions; lines go on being counted meanwhile, and are there when the person comes back.

import { Recorded, type Place } from "../history";
import { readObject, type Link, type Status } from "../link";
import { Picture, past, readLine, readScreen, type Line, type Step } from "../lines";
import { clock, fromMicros } from "../time";
import { Watch } from "../watch";
import type { Anchor, ScreenPane } from "./screen";
import { Pace } from "./pace";
import { Marking, fromFirst, marked, rowsOf, upToLast } from "./window";

/** A screen comes within a second of a change; after so long it is asked for, then less often. */
const PATIENCE_MS = 2_500;
const MOST_PATIENCE_MS = 30_000;
/** Missed lines up to so many, or up to so many pages of them, are fetched, so that scroll-back has no
 * hole; what is before them comes when somebody scrolls up. */
const MOST_MISSED = 5_000;
const MOST_PAGES = 4;
/** Between two mendings of the scroll-back; longer each time that some of it is still nowhere. */
const FILL_MS = 3_000;
const MOST_FILL_MS = 60_000;
/** So long after a flood the scroll-back is mended; meanwhile it would be out of date at once. The
 * machine sends some live lines of a flood every two seconds. */
const CALM_MS = 5_000;
/** A request that met no subscriber is gone. */
const UNHEARD_MS = 2_000;
/** What the archive had not yet a moment ago is asked for again, so often. */
const TRIES = 5;
const TRY_MS = 1_000;

export interface FeedEvents {
  /** Something that is said on the page may be different. */
  changed(): void;
  tell(text: string, ms: number): void;
}

export class Feed {
  /** Who typed or prompted last, and when (ms). */
  typed: { who: string; at: number } | null = null;
  /** The machine has answered on this connection. */
  answered = false;

  private pane: ScreenPane | null = null;
  private readonly early: Step[] = [];
  private readonly picture = new Picture();
  private readonly recorded: Recorded;
  private readonly watch: Watch;
  private readonly marking = new Marking();
  private readonly pace = new Pace();
  /** The lines that are shown while somebody looks further back; null: it ends with now. */
  private window: { from: number; to: number } | null = null;
  /** The first recorded line of the live page. */
  private from = 0;
  private moving = false;
  private toldBeginning = false;

  private connection = 0;
  private wasThere = true;
  private lostAt = 0;
  private begun = 0;
  private filling = false;
  private filled = false;
  private filledAt = 0;
  private fillWait = FILL_MS;
  private floodedAt = 0;
  private gapAt = 0;
  private behind: number | null = null;
  private stale = false;
  private wantedSince = 0;
  private patience = PATIENCE_MS;

  constructor(
    private readonly link: Link,
    place: Place,
    private readonly events: FeedEvents,
  ) {
    this.recorded = new Recorded(link, place);
    this.watch = new Watch(
      link,
      place,
      (code, reason) => {
        if (code !== "session-ended" && code !== "stale") events.tell(reason, 6_000);
      },
      () => {
        this.answered = true;
        events.changed();
      },
    );
  }

  // ----- what the page asks

  /** Nothing was drawn yet, and nothing is about to be. */
  get blank(): boolean {
    return this.picture.wantsScreen && this.picture.seq === 0;
  }

  /** The person reads what was printed earlier. */
  get back(): boolean {
    return this.window !== null || (this.pane !== null && this.pane.back > 0);
  }

  attach(pane: ScreenPane): void {
    this.pane = pane;
    pane.do(this.early.splice(0));
  }

  end(): void {
    this.watch.tick(false, Date.now());
  }

  rest(): void {
    this.watch.tick(false, Date.now());
  }

  renew(): void {
    this.watch.renew();
  }

  // ----- what arrives

  line(bytes: Uint8Array): void {
    const line = readLine(readObject(bytes));
    if (!line) return;
    this.recorded.add(line);
    if (line.kind === "keys" || line.kind === "prompt") {
      const who = line.body?.["who"];
      if (typeof who === "string") this.typed = { who, at: fromMicros(line.at) };
    }
    const now = Date.now();
    if (line.kind === "elided") this.floodedAt = now;
    if (this.pace.takes(rowsOf(line, this.columns), now)) {
      const whole = !this.picture.wantsScreen;
      this.paint(this.marking.of(line, this.picture.line(line), this.columns));
      if (whole && this.picture.wantsScreen) {
        // One gap is an accident, the next one soon after it a flood.
        if (now - this.gapAt < 2 * CALM_MS) this.floodedAt = now;
        this.gapAt = now;
      }
    } else {
      this.floodedAt = now;
      this.picture.pass(line);
    }
    if (this.recorded.heavy) this.lighten();
  }

  screen(bytes: Uint8Array): void {
    const screen = bytes.length ? readScreen(readObject(bytes)) : null;
    if (!screen) return;
    const wanted = this.picture.wantsScreen;
    this.paint(this.picture.screen(screen));
    // It was drawn over rows that are not yet in the scroll-back: that is mended from the record.
    if (wanted && !this.picture.wantsScreen) this.stale = true;
    if (this.stale) void this.fill();
  }

  status(status: Status): void {
    if (status.state !== "connected") {
      if (this.connection === status.connection && this.connection > 0 && !this.lostAt) this.broken();
      return;
    }
    if (status.connection === this.connection) return;
    if (this.connection > 0) {
      if (!this.lostAt) this.broken();
      const since = clock(this.lostAt, Date.now());
      this.events.tell(`Connected again. The hub was out of reach since ${since}; what was printed meanwhile is here.`, 8_000);
    }
    this.connection = status.connection;
    this.begin();
  }

  /** Once a second; `looked`: somebody sees it; `there`: the machine answers; `final`: it has ended. */
  tick(now: number, looked: boolean, there: boolean, final: boolean): void {
    if (there !== this.wasThere) {
      this.wasThere = there;
      if (!there) this.broken();
      else if (this.lostAt) {
        this.begin();
        return;
      }
    }
    if (!final) {
      if (there && !this.answered && now - this.begun > UNHEARD_MS) {
        this.begun = now;
        this.watch.renew();
      }
      this.watch.tick(looked, now);
    }
    if (there && looked && this.picture.wantsScreen && !final) {
      if (now - this.wantedSince > this.patience) {
        this.wantedSince = now;
        this.patience = Math.min(this.patience * 2, MOST_PATIENCE_MS);
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
    if (this.stale && looked && !this.picture.wantsScreen) void this.fill();
  }

  /** The line is cut: what is missed begins here. */
  private broken(): void {
    this.lostAt = Date.now();
    this.answered = false;
    this.picture.lost();
  }

  private begin(): void {
    this.lostAt = 0;
    this.begun = this.wantedSince = Date.now();
    this.patience = PATIENCE_MS;
    this.watch.renew();
  }

  // ----- the live page

  private get columns(): number {
    return this.pane?.size[0] ?? 80;
  }

  private paint(steps: Step[]): void {
    if (!steps.length) return;
    const sized = steps.some((one) => "size" in one);
    if (!this.pane) this.early.push(...steps);
    else if (!this.window) this.pane.do(steps, sized ? () => this.events.changed() : undefined);
    if (sized) this.events.changed();
  }

  /** After the first screen, and after each break: the record above it, without a hole. */
  private async fill(): Promise<void> {
    const now = Date.now();
    if (this.filling || this.moving || this.window) return;
    if (now - this.filledAt < this.fillWait || now - this.floodedAt < CALM_MS) return;
    this.filling = true;
    this.stale = false;
    try {
      if (!this.filled) {
        this.filled = true;
        const upto = this.picture.seq;
        await this.recorded.fetch(Math.max(1, upto - this.recorded.page + 1), upto);
      }
      // Where the archive had not yet what the machine counted as safe, the hole is asked for again.
      const most = Math.min(MOST_MISSED, MOST_PAGES * this.recorded.page);
      const least = this.picture.seq - most;
      const missing = (): [number, number] | null => {
        const hole = this.recorded.hole(this.picture.seq, most);
        return hole && hole[1] > least ? hole : null;
      };
      for (let tries = 0; tries < TRIES; tries += 1) {
        const hole = missing();
        if (!hole) break;
        await this.recorded.fetch(...hole);
        if (missing()) await new Promise((done) => setTimeout(done, TRY_MS));
      }
      const lacks = missing() !== null;
      this.fillWait = lacks ? Math.min(this.fillWait * 2, MOST_FILL_MS) : FILL_MS;
      if (!this.window && (!this.live(this.anchor()) || lacks)) this.stale = true;
    } finally {
      this.filling = false;
      this.filledAt = Date.now();
    }
  }

  /** Where the person looks; null: at the end. */
  private anchor(): Anchor | null {
    return this.pane && this.pane.back > 0 ? this.pane.anchor : null;
  }

  /** Draws the page that ends with now; false where that is not possible just now. */
  private live(at: Anchor | null, lines?: Line[]): boolean {
    if (!this.pane) return false;
    const shown = lines ?? upToLast(this.recorded.run(this.picture.seq), at?.seq ?? this.picture.seq, ...this.pane.size);
    const steps = this.picture.rebuilt(shown, (some) => marked(some, this.columns, at?.seq));
    if (!steps.length) return false;
    this.window = null;
    this.from = shown[0]?.seq ?? this.picture.seq + 1;
    this.draw(steps, at);
    return true;
  }

  private draw(steps: Step[], at: Anchor | null): void {
    const pane = this.pane;
    pane?.do(steps, () => {
      pane.look(at);
      this.events.changed();
    });
  }

  // ----- further back

  /** The person came to the first row: what was printed before it. */
  async earlier(): Promise<void> {
    const pane = this.pane;
    if (!pane || this.moving || this.filling || this.blank) return;
    const top = (pane.full ? pane.first : null) ?? this.window?.from ?? (this.from || this.picture.seq + 1);
    if (top <= 1) {
      if (!this.toldBeginning) this.events.tell("This is the beginning of the session.", 4_000);
      this.toldBeginning = true;
      return;
    }
    await this.move(async () => {
      const from = Math.max(1, top - this.recorded.page);
      if (!(await this.recorded.need(from, top - 1))) return this.missing();
      const at = pane.anchor ?? { seq: top, rows: 0 };
      const lines = fromFirst(this.recorded.after(from, this.picture.seq), at.seq, ...pane.size);
      this.show(lines, at);
    });
  }

  /** The person came to the last row of what was printed earlier: what came after it. */
  async later(): Promise<void> {
    const pane = this.pane;
    const window = this.window;
    if (!pane || !window || this.moving) return;
    await this.move(async () => {
      const to = Math.min(window.to + this.recorded.page, this.picture.seq);
      if (!(await this.recorded.need(window.to + 1, to))) return this.missing();
      const at = pane.anchor ?? { seq: window.to, rows: 0 };
      const lines = upToLast(this.recorded.run(to, window.from), at.seq, ...pane.size);
      this.show(lines, at);
    });
  }

  /** Back to what the program shows now. */
  now(): void {
    if (this.window && !this.live(null)) {
      // What the last screen stands on is not held any more: the next screen is drawn on nothing.
      this.window = null;
      this.picture.lost();
      this.watch.anew();
    }
    this.pane?.look(null);
    this.events.changed();
  }

  private async move(act: () => Promise<void>): Promise<void> {
    if (this.link.status.state !== "connected") return;
    this.moving = true;
    try {
      await act();
    } finally {
      this.moving = false;
    }
  }

  private missing(): void {
    this.events.tell("These lines do not come just now: the archive has not got them yet, or is out of reach.", 4_000);
  }

  /** Puts these lines on the page: down to now where they reach so far. */
  private show(lines: Line[], at: Anchor): void {
    const first = lines[0];
    const last = lines.at(-1);
    if (!this.pane || !first || !last) return;
    if (last.seq >= this.picture.seq && this.live(at, lines)) return;
    this.window = { from: first.seq, to: last.seq };
    this.draw(past(lines, (some) => marked(some, this.columns, at.seq)), at);
    if (this.recorded.heavy) this.lighten();
  }

  /** Drops what is neither looked at nor needed to come back to now. */
  private lighten(): void {
    const window = this.window;
    if (!window) {
      const kept = this.pane ? upToLast(this.recorded.run(this.picture.seq), this.picture.seq, ...this.pane.size) : [];
      const from = kept[0]?.seq ?? this.picture.seq;
      this.recorded.keep((seq) => seq >= from);
      if (!this.recorded.heavy) return;
      this.recorded.keep((seq) => seq >= this.picture.base);
      return;
    }
    this.recorded.keep((seq) => seq > this.picture.base || (seq >= window.from && seq <= window.to));
    if (this.recorded.heavy) this.recorded.keep((seq) => seq >= window.from && seq <= window.to);
  }
}
