// One session's row: a link over the whole of it. Text is set as text, and only where it changed.
import { el } from "../component";
import { glyph, type Glyph } from "../glyphs";
import type { Group, Row } from "./groups";
import * as words from "./words";

const LOOKS: Record<Group, [Glyph, string]> = {
  needs: ["stop", "stop"],
  attention: ["wait", "wait"],
  working: ["clear", "clear"],
  running: ["run", "dim"],
  idle: ["idle", "dim"],
  away: ["sleep", "dim"],
  ended: ["end", "dim"],
};

export function newRow(key: string, open: (place: [string, string, string]) => void): HTMLAnchorElement {
  const link = el("a", "ses");
  link.href = `/session?s=${key}`;
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(key.split("/") as [string, string, string]);
  };
  return link;
}

export function drawRow(link: HTMLAnchorElement, row: Row, at: number): void {
  const [shape, tone] = row.group === "ended" && words.failed(row.state) ? (["cross", "stop"] as const) : LOOKS[row.group];
  const [where, what] = words.meta(row.state);
  const title = words.title(row.state);
  const now = words.now(row);
  const age = words.age(row, at);
  const says = [shape, title, now, where, what].join("\0");
  if (link.dataset["says"] === says) {
    // Only the clock has gone on, as mostly.
    const shown = link.querySelector(".ago");
    if (shown && shown.textContent !== age) shown.textContent = age;
    return;
  }
  link.dataset["says"] = says;
  const heading = el("span", "tt", title);
  heading.dir = "auto";
  const line = el("span", "now");
  line.dir = "auto";
  line.append(...coded(now));
  const meta = el("span", "meta");
  meta.append(el("span", "", where), el("span", "", what));
  link.replaceChildren(glyph(shape, tone), heading, el("span", "ago", age), line, meta);
}

/** What stands between backticks is code. */
function coded(said: string): Node[] {
  const parts = said.split("`");
  if (parts.length % 2 === 0) return [document.createTextNode(said)];
  return parts.map((part, i) => (i % 2 ? el("code", "", part) : document.createTextNode(part)));
}
