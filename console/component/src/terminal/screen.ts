// xterm.js in a frame of ours: the session's size, never its own; answers no query; asks nobody.
// The only module that loads xterm.js.

import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal, type IMarker } from "@xterm/xterm";
import css from "@xterm/xterm/css/xterm.css?inline";
import type { Step } from "../lines";
import { silence } from "./silence";

export { css };

/** More than window.ts lays on it, so that what is looked at is never pushed out. */
const SCROLLBACK = 50_000;
const SMALLEST_PX = 9;
/** Above and below the terminal, at most. */
const PADDING = 24;
/** A session that fits with letters of this size is shown whole; else it pans. A hand pans easily, a
 * mouse does not. */
const MOUSE = !matchMedia("(pointer: coarse)").matches;
const READABLE_PX = MOUSE ? SMALLEST_PX : 11;
const LINE = 1.2;

/** What a key does comes within so long. */
const FOLLOW_MS = 1_500;

export interface ScreenEvents {
  typed(text: string): void;
  /** The person scrolled to the very first row that is here. */
  top?(): void;
  /** The person scrolled to the very last row that is here. */
  bottom?(): void;
  /** Where the person looks has changed. */
  moved?(): void;
}

/** A row, told by the recorded line that is near it. */
export interface Anchor {
  seq: number;
  /** Rows from the one looked at down to where that line begins. */
  rows: number;
}

export class ScreenPane {
  readonly term: Terminal;
  private readonly queue: Step[] = [];
  private busy = false;
  private idle: (() => void)[] = [];
  private readonly frame: ResizeObserver;
  private marks: { seq: number; marker: IMarker }[] = [];
  private followed = 0;
  private panned = false;
  private still: HTMLElement | null = null;
  private drawing = false;
  private last = 0;
  private finding = false;
  /** Small letters were chosen, so that more of a wide session is seen. */
  private small = false;
  private touch: { x: number; y: number; rest: number } | null = null;

  constructor(
    private readonly box: HTMLElement,
    private readonly wanted: number,
    private readonly events: ScreenEvents,
  ) {
    const style = getComputedStyle(box);
    const colour = (name: string, other: string): string => style.getPropertyValue(name).trim() || other;
    this.term = new Terminal({
      allowProposedApi: true,
      fontFamily: colour("--mono", "monospace"),
      fontSize: wanted,
      lineHeight: LINE,
      scrollback: SCROLLBACK,
      cursorBlink: false,
      macOptionIsMeta: true,
      screenReaderMode: false,
      linkHandler: { activate: (_, address) => openLink(address) },
      theme: {
        background: colour("--term", "#0c131a"),
        foreground: colour("--term-ink", "#d5dde6"),
        cursor: colour("--term-cursor", "#f0b23a"),
        selectionBackground: colour("--term-sel", "#2c4763"),
        red: colour("--ansi-red", "#ff8a80"),
        green: colour("--ansi-green", "#74d3a0"),
        yellow: colour("--ansi-yellow", "#f2c46d"),
        blue: colour("--ansi-blue", "#86b9ee"),
        magenta: colour("--ansi-magenta", "#d7a3e8"),
        cyan: colour("--ansi-cyan", "#74cfd6"),
      },
    });
    silence(this.term);
    this.term.loadAddon(new Unicode11Addon());
    this.term.unicode.activeVersion = "11";
    this.term.open(box);
    this.term.onData((text) => this.events.typed(text));
    this.term.onScroll(() => this.looked());
    this.term.attachCustomWheelEventHandler((event) => this.wheel(event));
    box.addEventListener("touchstart", this.touched, { passive: true });
    box.addEventListener("touchmove", this.moved, { passive: false });
    box.addEventListener("touchend", () => (this.touch = null), { passive: true });
    this.frame = new ResizeObserver(() => this.fitFont());
    this.frame.observe(box);
  }

  get size(): [number, number] {
    return [this.term.cols, this.term.rows];
  }

  /** Steps are done in order; a size waits until what is before it was written. */
  do(steps: Step[], then?: () => void): void {
    this.queue.push(...steps);
    if (then) this.idle.push(then);
    if (!this.busy) this.next();
  }

  private next(): void {
    const step = this.queue.shift();
    if (!step) {
      this.busy = false;
      for (const call of this.idle.splice(0)) call();
      this.seeRow();
      if (performance.now() < this.followed) this.seeColumn();
      return;
    }
    this.busy = true;
    if ("anew" in step) {
      for (const { marker } of this.marks) marker.dispose();
      this.marks = [];
      this.drawing = true;
      this.freeze();
      this.next();
    } else if ("mark" in step) {
      this.mark(step.mark);
      this.next();
    } else if ("size" in step) {
      const [columns, rows] = step.size;
      if (columns !== this.term.cols || rows !== this.term.rows) {
        this.term.resize(columns, rows);
        this.fitFont();
      }
      this.next();
    } else {
      // Without a stop between them, many small writes are one: a callback each would take a frame.
      this.term.write(step.write);
      if (this.queue[0] && "write" in this.queue[0]) this.next();
      else this.term.write("", () => this.next());
    }
  }

  /** How many columns and rows would fill the frame, in the letters that people read best. */
  fits(): [number, number] {
    const cell = this.cell();
    const scale = this.wanted / (this.term.options.fontSize ?? this.wanted);
    const columns = Math.floor((this.box.clientWidth - 16) / (cell[0] * scale));
    const apart = LINE / (this.term.options.lineHeight ?? LINE);
    const rows = Math.floor((this.box.clientHeight - 8) / (cell[1] * scale * apart));
    return [Math.min(Math.max(columns, 20), 400), Math.min(Math.max(rows, 6), 200)];
  }

  /** Whether the session is wider than the frame with letters that are easily read. */
  get wide(): boolean {
    const [width] = this.cell();
    const now = this.term.options.fontSize ?? this.wanted;
    return ((width / now) * READABLE_PX * this.term.cols) > this.box.clientWidth - 16;
  }

  get smaller(): boolean {
    return this.small;
  }

  set smaller(small: boolean) {
    this.small = small;
    this.fitFont();
  }

  /** Letters as large as wanted where the width allows. Where it does not, the frame pans: readable
   * letters, or small ones on wish, never under 9 px. */
  fitFont(): void {
    if (!this.box.clientWidth) return;
    const now = this.term.options.fontSize ?? this.wanted;
    const [width, height] = this.cell();
    const room = (this.box.clientWidth - 16) / this.term.cols;
    let whole = Math.floor((now * room) / width);
    if (MOUSE) {
      // A mouse pans badly: rows move together, and letters get smaller, until all of them are shown.
      const tall = height / (this.term.options.lineHeight ?? LINE) / now;
      const each = (this.box.clientHeight - PADDING) / this.term.rows;
      whole = Math.min(whole, Math.floor(each / tall));
      const best = Math.max(SMALLEST_PX, Math.min(this.wanted, whole));
      const line = Math.min(LINE, Math.max(1, Math.floor((each / tall / best) * 20) / 20));
      if (line !== this.term.options.lineHeight) this.term.options.lineHeight = line;
    }
    const least = this.small || MOUSE ? SMALLEST_PX : whole < READABLE_PX ? this.wanted : READABLE_PX;
    const best = Math.max(least, Math.min(this.wanted, whole));
    if (best !== now && Number.isFinite(best)) this.term.options.fontSize = best;
    requestAnimationFrame(() => this.seeRow());
  }

  /** Something was typed: what it does is kept in sight. */
  follow(): void {
    this.followed = performance.now() + FOLLOW_MS;
    this.panned = false;
    this.seeRow();
    this.seeColumn();
  }

  /** Where the frame is lower than the terminal: the row of the cursor is in it, until the person
   * has moved the frame. */
  private seeRow(): void {
    if (this.panned) return;
    const [, height] = this.cell();
    const over = this.box.scrollHeight - this.box.clientHeight;
    const buffer = this.term.buffer.active;
    const below = (this.term.rows - 1 - buffer.cursorY) * height;
    // At the end as far as the cursor allows: what was printed last stands just above it.
    const to = buffer.cursorY === 0 ? 0 : Math.max(0, over - Math.max(0, below - height));
    if (Math.abs(this.box.scrollTop - to) > 1) this.box.scrollTop = to;
  }

  /** Pans to where the cursor is, as far as needed. */
  private seeColumn(): void {
    const [width] = this.cell();
    const at = this.term.buffer.active.cursorX * width;
    const { scrollLeft, clientWidth } = this.box;
    if (at < scrollLeft + width) this.box.scrollLeft = Math.max(0, at - 4 * width);
    else if (at > scrollLeft + clientWidth - 16 - 4 * width) this.box.scrollLeft = at - clientWidth + 16 + 8 * width;
  }

  private cell(): [number, number] {
    const drawn = this.box.querySelector<HTMLElement>(".xterm-screen");
    const width = drawn ? drawn.offsetWidth / this.term.cols : 0;
    const height = drawn ? drawn.offsetHeight / this.term.rows : 0;
    return [width || 8, height || 17];
  }

  private wheel(event: WheelEvent): boolean {
    if (event.deltaY) this.edge(event.deltaY);
    return true;
  }

  /** Told by each scrolling of xterm.js: by keys and by its bar too. While steps are done, or a row is
   * looked for, it is not the person's. */
  private looked(): void {
    const at = this.term.buffer.active.viewportY;
    const down = at - this.last;
    this.last = at;
    if (!this.finding) this.edge(down);
  }

  private edge(down: number): void {
    const buffer = this.term.buffer.active;
    if (this.busy || buffer.type !== "normal") return;
    if (down < 0 && buffer.viewportY <= 2) this.events.top?.();
    if (down > 0 && buffer.viewportY >= buffer.baseY - 2) this.events.bottom?.();
    this.events.moved?.();
  }

  private mark(seq: number): void {
    if (this.term.buffer.active.type !== "normal") return;
    const marker = this.term.registerMarker(0);
    if (marker) this.marks.push({ seq, marker });
    if (this.marks.length > 256) this.marks = this.marks.filter((one) => !one.marker.isDisposed);
  }

  private readonly touched = (event: TouchEvent): void => {
    const finger = event.touches[0];
    this.touch = finger && event.touches.length === 1 ? { x: finger.clientX, y: finger.clientY, rest: 0 } : null;
  };

  private readonly moved = (event: TouchEvent): void => {
    const finger = event.touches[0];
    if (!this.touch || !finger) return;
    const down = this.touch.y - finger.clientY;
    this.touch.y = finger.clientY;
    event.preventDefault();
    this.box.scrollLeft += this.touch.x - finger.clientX;
    this.touch.x = finger.clientX;
    const before = this.box.scrollTop;
    this.box.scrollTop += down;
    if (this.box.scrollTop !== before) this.panned = true;
    const left = down - (this.box.scrollTop - before) + this.touch.rest;
    const height = this.cell()[1];
    const rows = Math.trunc(left / height);
    this.touch.rest = left - rows * height;
    if (rows) this.term.scrollLines(rows);
    this.edge(down);
  };

  /** Rows from the bottom at which the person looks. */
  get back(): number {
    const buffer = this.term.buffer.active;
    return buffer.baseY - buffer.viewportY;
  }

  /** The first recorded line that is still on the page; null: not known. */
  get first(): number | null {
    return this.marks.find((one) => !one.marker.isDisposed)?.seq ?? null;
  }

  /** Whether rows were pushed out at the top. */
  get full(): boolean {
    return this.term.buffer.normal.length >= SCROLLBACK + this.term.rows;
  }

  /** What the person looks at: what `look` finds again after everything was drawn anew. */
  get anchor(): Anchor | null {
    const at = this.term.buffer.active.viewportY;
    let best: Anchor | null = null;
    for (const { seq, marker } of this.marks) {
      const rows = marker.line - at;
      if (!marker.isDisposed && (!best || Math.abs(rows) < Math.abs(best.rows))) best = { seq, rows };
    }
    return best;
  }

  /** Looks at it again, or at the end where there is nothing to find. */
  look(at: Anchor | null): void {
    const found = at && this.marks.find((one) => one.seq === at.seq && !one.marker.isDisposed);
    this.finding = true;
    if (at && found) this.term.scrollToLine(Math.max(0, found.marker.line - at.rows));
    else this.term.scrollToBottom();
    this.finding = this.drawing = false;
    requestAnimationFrame(() => requestAnimationFrame(() => this.thaw()));
    this.events.moved?.();
  }

  /** What is shown stays in sight while thousands of rows are written anew below it; `look` ends it. */
  private freeze(): void {
    const rows = this.box.querySelector<HTMLElement>(".xterm-rows");
    if (this.still || !rows?.parentElement) return;
    const { color, fontFamily, fontSize, fontKerning } = getComputedStyle(rows);
    this.still = rows.cloneNode(true) as HTMLElement;
    this.still.className = "still";
    this.still.setAttribute("aria-hidden", "true");
    Object.assign(this.still.style, { color, fontFamily, fontSize, fontKerning });
    rows.parentElement.append(this.still);
  }

  private thaw(): void {
    if (this.drawing) return; // anew once more already
    this.still?.remove();
    this.still = null;
  }

  end(): void {
    this.frame.disconnect();
    this.term.dispose();
  }
}

function openLink(address: string): void {
  if (!/^https?:\/\/[!-~]+$/.test(address)) return;
  if (confirm(`This link of the program leads to\n\n${address}\n\nOpen it in a new tab?`))
    window.open(address, "_blank", "noopener,noreferrer");
}
