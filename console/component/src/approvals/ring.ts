// How much time is left, as a ring with its number. It decides nothing: the machine's clock does.
import { el } from "../component";
import { duration } from "../time";

const SPACE = "http://www.w3.org/2000/svg";
const SHORT: readonly [RegExp, string][] = [[/ min\b/, " m"], [/ h .*/, " h"], [/ days?/, " d"]];

export class Ring {
  readonly root = el("span", "ring");
  private readonly arc = document.createElementNS(SPACE, "circle");
  private readonly said = el("span");

  constructor() {
    const svg = document.createElementNS(SPACE, "svg");
    svg.setAttribute("viewBox", "0 0 44 44");
    svg.setAttribute("aria-hidden", "true");
    const whole = document.createElementNS(SPACE, "circle");
    for (const circle of [whole, this.arc]) {
      circle.setAttribute("cx", "22");
      circle.setAttribute("cy", "22");
      circle.setAttribute("r", "19");
    }
    this.arc.setAttribute("pathLength", "100");
    svg.append(whole, this.arc);
    this.said.setAttribute("aria-hidden", "true");
    this.root.setAttribute("role", "timer");
    this.root.setAttribute("aria-live", "off");
    this.root.append(svg, this.said);
  }

  /** Milliseconds since 1970; without an end there is no ring. */
  draw(asked: number, until: number | null, now: number): void {
    this.root.hidden = until === null;
    if (until === null) return;
    const left = Math.max(0, until - now);
    const part = Math.min(1, left / Math.max(1, until - asked));
    const dash = `${Math.max(left ? 1 : 0, Math.round(part * 100))} 100`;
    if (this.arc.getAttribute("stroke-dasharray") !== dash) this.arc.setAttribute("stroke-dasharray", dash);
    this.root.className = left < 60_000 ? "ring last" : part < 0.2 ? "ring low" : "ring";
    const words = duration(left);
    const short = SHORT.reduce((text, [from, to]) => text.replace(from, to), words);
    if (this.said.textContent === short) return;
    this.said.textContent = short;
    this.root.setAttribute("aria-label", `${words} left, then it is denied`);
  }
}
