// xterm.js in a frame of ours: the session's size, never its own; answers no query; asks nobody.
// The only module that loads xterm.js.

import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/xterm";
import css from "@xterm/xterm/css/xterm.css?inline";
import type { Step } from "../lines";
import { silence } from "./silence";

export { css };

const SCROLLBACK = 50_000;
const SMALLEST_PX = 9;

export interface ScreenEvents {
  typed(text: string): void;
  /** The person scrolled to the very first row that is here. */
  top(): void;
}

export class ScreenPane {
  readonly term: Terminal;
  private readonly queue: Step[] = [];
  private busy = false;
  private idle: (() => void)[] = [];
  private readonly frame: ResizeObserver;
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
      lineHeight: 1.2,
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
      return;
    }
    this.busy = true;
    if ("size" in step) {
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
    const rows = Math.floor((this.box.clientHeight - 8) / (cell[1] * scale));
    return [Math.min(Math.max(columns, 20), 400), Math.min(Math.max(rows, 6), 200)];
  }

  /** Letters as large as wanted where the width allows, never under 9 px: then the frame pans. */
  fitFont(): void {
    if (!this.box.clientWidth) return;
    const now = this.term.options.fontSize ?? this.wanted;
    const [width] = this.cell();
    const room = (this.box.clientWidth - 16) / this.term.cols;
    const best = Math.max(SMALLEST_PX, Math.min(this.wanted, Math.floor((now * room) / width)));
    if (best !== now && Number.isFinite(best)) this.term.options.fontSize = best;
    requestAnimationFrame(() => (this.box.scrollTop = this.box.scrollHeight));
  }

  private cell(): [number, number] {
    const drawn = this.box.querySelector<HTMLElement>(".xterm-screen");
    const width = drawn ? drawn.offsetWidth / this.term.cols : 0;
    const height = drawn ? drawn.offsetHeight / this.term.rows : 0;
    return [width || 8, height || 17];
  }

  private wheel(event: WheelEvent): boolean {
    if (event.deltaY < 0 && this.atTop()) this.events.top();
    return true;
  }

  private atTop(): boolean {
    const buffer = this.term.buffer.active;
    return buffer.type === "normal" && buffer.viewportY <= 2;
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
    const left = down - (this.box.scrollTop - before) + this.touch.rest;
    const height = this.cell()[1];
    const rows = Math.trunc(left / height);
    this.touch.rest = left - rows * height;
    if (rows) this.term.scrollLines(rows);
    if (down < 0 && this.atTop()) this.events.top();
  };

  /** Rows from the bottom at which the person looks; kept while the buffer is rebuilt. */
  get back(): number {
    const buffer = this.term.buffer.active;
    return buffer.baseY - buffer.viewportY;
  }

  set back(rows: number) {
    if (rows > 0) this.term.scrollToLine(Math.max(0, this.term.buffer.active.baseY - rows));
    else this.term.scrollToBottom();
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
