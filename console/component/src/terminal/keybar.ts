// Keys that a phone's keyboard has not. A tap keeps the keyboard up; Ctrl latches for one key.
import { el, icon } from "../component";

const KEYS: [string, string, string][] = [
  ["Esc", "\x1b", ""],
  ["Tab", "\t", ""],
  ["Ctrl", "", ""],
  ["↑", "\x1b[A", "Up"],
  ["↓", "\x1b[B", "Down"],
  ["←", "\x1b[D", "Left"],
  ["→", "\x1b[C", "Right"],
  ["⏎", "\r", "Enter"],
  ["/", "/", "Slash"],
  ["|", "|", "Pipe"],
  ["~", "~", "Tilde"],
  ["Paste", "", ""],
];
const HALT = "M8 6h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z";

export interface KeyBarEvents {
  key(text: string): void;
  paste(): void;
  interrupt(): void;
}

export class KeyBar {
  readonly root = el("div", "keys");
  private readonly keys: HTMLButtonElement[] = [];
  private readonly stop = el("button", "int");
  private readonly ctrl: HTMLButtonElement;

  constructor(events: KeyBarEvents) {
    this.root.setAttribute("role", "toolbar");
    this.root.setAttribute("aria-label", "Keys");
    const row = el("div");
    let ctrl = el("button");
    for (const [word, sent, label] of KEYS) {
      const made = tap(el("button", "", word), () => {
        if (word === "Ctrl") this.latch(made.getAttribute("aria-pressed") !== "true");
        else if (word === "Paste") events.paste();
        else events.key(this.apply(sent));
      });
      if (label) made.setAttribute("aria-label", label);
      if (word === "Ctrl") {
        ctrl = made;
        made.setAttribute("aria-pressed", "false");
      }
      this.keys.push(made);
      row.append(made);
    }
    this.ctrl = ctrl;
    this.stop.setAttribute("aria-label", "Interrupt");
    this.stop.append(icon(HALT));
    tap(this.stop, () => events.interrupt());
    this.root.append(row, this.stop);
  }

  /** What a typed text becomes while Ctrl is latched; one key, then it is let go. */
  apply(text: string): string {
    if (this.ctrl.getAttribute("aria-pressed") !== "true") return text;
    this.latch(false);
    if (/^[a-z@[\\\]^_]$/i.test(text)) return String.fromCharCode(text.toUpperCase().charCodeAt(0) & 31);
    return text.replace(/^\x1b\[([ABCD])$/, "\x1b[1;5$1");
  }

  allow(types: boolean, interrupts: boolean): void {
    for (const key of this.keys) key.disabled = !types;
    this.stop.disabled = !interrupts;
  }

  private latch(on: boolean): void {
    this.ctrl.setAttribute("aria-pressed", String(on));
  }
}

/** A button that leaves the focus where it is, so that the keyboard stays up. */
export function tap<T extends HTMLButtonElement>(button: T, call: () => void): T {
  button.type = "button";
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", call);
  return button;
}
