// A session played back: fetched from `history` page by page, drawn by the same terminal, heard by
// nobody: nothing that is typed here goes anywhere.
import { el, icon } from "../component";
import { Recorded, type Place } from "../history";
import type { Line } from "../lines";
import type { Link, Off } from "../link";
import type { ScreenPane } from "../terminal/screen";
import { Reel, stamp } from "./reel";

const PAGE = 2_000;
/** A film of more lines says so and plays these; the audit finds the rest. */
const MOST_LINES = 40_000;
const FRAME_MS = 40;
/** What has just ended is on its way to the archive. */
const AGAIN_MS = 3_000;
const SPEEDS = [1, 2, 4, 8];
const PLAY = "M7 4.500v15l12-7.500z";
const PAUSE = "M8 5v14M16 5v14";
const BEFORE = "M19 5v14l-10-7zM6 5v14";
const AFTER = "M5 5v14l10-7zM18 5v14";
const CLEAR = "\x1bc";

const STYLE = `
*{box-sizing:border-box;margin:0;font-variant-ligatures:none!important}
[hidden]{display:none!important}
.film{font:var(--t-md);color:var(--ink);background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden}
.scr{background:var(--term);height:min(46vh,420px);overflow:auto;padding:4px 8px;position:relative;touch-action:pan-x pan-y}
.wait{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;text-align:center;padding:var(--s4);color:var(--term-dim);font:var(--t-sm)}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:var(--s2);padding:var(--s2)}
.track{flex:1 1 100%;display:flex;align-items:center;gap:var(--s2);min-height:var(--tap);padding:0 var(--s2);font:var(--t-xs);color:var(--ink-3);font-variant-numeric:tabular-nums}
.track input{flex:1;min-width:0;height:var(--tap);accent-color:var(--act)}
button{min-width:var(--tap);min-height:var(--tap);display:inline-flex;align-items:center;justify-content:center;border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);color:var(--act);font:var(--t-sm);font-weight:var(--semi);cursor:pointer;padding:0 var(--s2);touch-action:manipulation}
button.main{background:var(--act);color:var(--act-ink);border-color:var(--act)}
button[aria-pressed=true]{background:var(--act-tint)}
button:disabled{opacity:.5}
:is(button,input):focus-visible{outline:none;box-shadow:var(--focus)}
.i{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
ol{list-style:none;padding:0;max-height:240px;overflow:auto;border-top:1px solid var(--line)}
li button{width:100%;justify-content:flex-start;gap:var(--s3);border:0;border-radius:0;border-bottom:1px solid var(--line);color:var(--ink);font-weight:400;text-align:left;overflow:hidden}
li button[aria-current]{background:var(--act-tint)}
li time{flex:none;color:var(--ink-3);font:var(--t-xs);min-width:48px;font-variant-numeric:tabular-nums}
li span{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
li .denial{color:var(--stop)}
@media (min-width:900px){.scr{height:min(62vh,560px)}}
.note{padding:var(--s2) var(--s4);font:var(--t-sm);background:var(--wait-tint);color:var(--wait)}
`;

export class Film {
  private readonly root = el("div", "film");
  private readonly box = el("div", "scr");
  private readonly wait = el("div", "wait", "Fetching the record…");
  private readonly note = el("div", "note");
  private readonly slider = el("input");
  private readonly time = el("span");
  private readonly play = el("button", "main");
  private readonly skip = el("button", "", "Skip pauses");
  private readonly speed = el("button", "", "1 ×");
  private readonly list = el("ol");
  private pane: ScreenPane | null = null;
  private lines: Line[] = [];
  private reel = new Reel([], true);
  private at = 0;
  private drawn = -1;
  private rate = 1;
  private skipping = true;
  private timer: ReturnType<typeof setInterval> | undefined;
  private last = 0;
  private ended = false;
  private off: Off | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly link: Link,
    private readonly place: Place,
    private readonly from: number | null,
  ) {
    this.build();
    this.off = link.on("state", (status) => {
      if (status.state !== "connected" || this.lines.length) return;
      this.off?.();
      this.off = undefined;
      void this.load();
    });
  }

  show(parent: HTMLElement | ShadowRoot): void {
    const style = el("style");
    style.textContent = STYLE;
    parent.replaceChildren(style, this.root);
  }

  end(): void {
    this.ended = true;
    this.off?.();
    clearInterval(this.timer);
    clearTimeout(this.again);
    this.pane?.end();
  }

  private build(): void {
    this.box.append(this.wait);
    this.box.setAttribute("aria-label", "What the terminal showed");
    this.slider.type = "range";
    this.slider.min = "0";
    this.slider.setAttribute("aria-label", "Where in the film");
    this.slider.oninput = () => this.seek(Number(this.slider.value));
    this.note.hidden = true;
    const track = el("div", "track");
    track.append(this.slider, this.time);
    const button = (says: string, label: string, act: () => void): HTMLButtonElement => {
      const drawn = says.startsWith("M");
      const made = el("button", "", drawn ? "" : says);
      if (drawn) made.append(icon(says));
      // What is spoken holds what is seen, so that it can be asked for by voice.
      made.setAttribute("aria-label", drawn ? label : `${says}, ${label}`);
      made.onclick = act;
      return made;
    };
    this.play.onclick = () => (this.timer === undefined ? this.start() : this.pause());
    this.skip.setAttribute("aria-pressed", "true");
    this.skip.onclick = () => {
      const seq = this.seqAt(this.at);
      this.skipping = !this.skipping;
      this.skip.setAttribute("aria-pressed", String(this.skipping));
      this.cut();
      this.seek(this.reel.momentOf(seq));
    };
    const rated = (): void => {
      this.speed.textContent = `${this.rate} ×`;
      this.speed.setAttribute("aria-label", `${this.rate} ×, speed`);
    };
    this.speed.onclick = () => {
      this.rate = SPEEDS[(SPEEDS.indexOf(this.rate) + 1) % SPEEDS.length] ?? 1;
      rated();
    };
    rated();
    const bar = el("div", "bar");
    bar.append(
      track,
      button(BEFORE, "Previous stop", () => this.stop(-1)),
      button("−10 s", "ten seconds back", () => this.seek(this.at - 10_000)),
      this.play,
      button("+10 s", "ten seconds on", () => this.seek(this.at + 10_000)),
      button(AFTER, "Next stop", () => this.stop(1)),
      this.speed,
      this.skip,
    );
    this.list.setAttribute("aria-label", "Stops");
    this.root.append(this.note, this.box, bar, this.list);
    this.shape();
  }

  private async load(): Promise<void> {
    const recorded = new Recorded(this.link, this.place);
    let last = 0;
    for (;;) {
      await recorded.fetch(last + 1, last + PAGE);
      if (this.ended) return;
      let upto = last;
      while (recorded.run(upto + 1).length && upto < last + PAGE) upto += 1;
      if (upto === last || upto >= MOST_LINES) {
        last = upto;
        break;
      }
      const full = upto === last + PAGE;
      last = upto;
      this.wait.textContent = `Fetching the record… ${last.toLocaleString("en")} lines`;
      if (!full) break;
    }
    this.lines = last ? recorded.run(last) : [];
    if (!this.lines.length) {
      this.wait.textContent = "The archive has no line of this session yet. It is asked again by itself.";
      this.again = setTimeout(() => void this.load(), AGAIN_MS);
      return;
    }
    if (last >= MOST_LINES) {
      this.note.hidden = false;
      this.note.textContent = `This session is long: the film shows its first ${last.toLocaleString("en")} lines.`;
    }
    const { ScreenPane, css } = await import("../terminal/screen");
    if (this.ended) return;
    const style = el("style");
    style.textContent = css;
    this.root.append(style);
    this.wait.remove();
    this.pane = new ScreenPane(this.box, 13, { typed: () => undefined, top: () => undefined });
    this.cut();
    // Nobody named a line: how it ended is the picture, and playing begins at the beginning.
    this.seek(this.from === null ? this.reel.length : this.reel.momentOf(this.from));
  }

  /** Lays the lines out in time anew. */
  private cut(): void {
    this.reel = new Reel(this.lines, this.skipping);
    this.slider.max = String(Math.ceil(this.reel.length));
    this.drawn = -1;
    this.list.replaceChildren(
      ...this.reel.stops.slice(0, 500).map((stop) => {
        const item = el("li");
        const go = el("button");
        go.append(el("time", "", stamp(stop.at)), el("span", stop.kind, stop.says));
        go.onclick = () => this.seek(stop.at);
        item.append(go);
        return item;
      }),
    );
    this.list.hidden = !this.reel.stops.length;
  }

  private seqAt(at: number): number {
    let seq = 0;
    for (const frame of this.reel.frames) if (frame.at <= at) seq = frame.seq;
    return seq;
  }

  private stop(direction: 1 | -1): void {
    const stops = this.reel.stops.map((one) => one.at);
    const found = direction > 0 ? stops.find((at) => at > this.at + 1) : stops.reverse().find((at) => at < this.at - 1);
    this.seek(found ?? (direction > 0 ? this.reel.length : 0));
  }

  private seek(to: number): void {
    this.at = Math.min(Math.max(to, 0), this.reel.length);
    if (!this.pane) return;
    if (this.drawn < 0 || this.at < this.drawn) {
      this.pane.do([{ write: CLEAR }, ...this.reel.between(-1, this.at)]);
    } else this.pane.do(this.reel.between(this.drawn, this.at));
    this.drawn = this.at;
    this.shape();
  }

  private start(): void {
    if (!this.pane) return;
    if (this.at >= this.reel.length) this.seek(0);
    this.last = performance.now();
    this.timer = setInterval(() => {
      const now = performance.now();
      const passed = (now - this.last) * this.rate;
      this.last = now;
      this.seek(this.at + passed);
      if (this.at >= this.reel.length) this.pause();
    }, FRAME_MS);
    this.shape();
  }

  private pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.shape();
  }

  private shape(): void {
    const playing = this.timer !== undefined;
    const says = playing ? "Pause" : "Play";
    if (this.play.getAttribute("aria-label") !== says) {
      this.play.setAttribute("aria-label", says);
      this.play.replaceChildren(icon(playing ? PAUSE : PLAY));
    }
    this.slider.value = String(this.at);
    this.slider.setAttribute("aria-valuetext", stamp(this.at));
    this.time.textContent = `${stamp(this.at)} / ${stamp(this.reel.length)}`;
    let here = -1;
    this.reel.stops.forEach((one, i) => {
      if (one.at <= this.at) here = i;
    });
    [...this.list.children].forEach((item, i) => {
      const button = item.firstElementChild;
      if (i === here) button?.setAttribute("aria-current", "true");
      else button?.removeAttribute("aria-current");
    });
  }
}
