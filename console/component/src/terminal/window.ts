// Which recorded lines are on the page: as many as a terminal holds well, round the one that the
// person looks at. Pure.

import { printed, type Line, type Step } from "../lines";

/** Rows on the page, about. A single line of the record may have more (48 KiB of newlines). */
export const MOST_ROWS = 8_000;
/** Rows between two marks. */
const MARK_ROWS = 500;

/** Rows that a line takes, about: what it prints is not all seen. */
export function rowsOf(line: Line, columns: number): number {
  const text = line.body?.["text"];
  if (line.kind !== "output" || typeof text !== "string") return 0;
  let newlines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) newlines += 1;
  return newlines + Math.floor(text.length / Math.max(columns, 1));
}

/** The lines from the first on that fit; `anchor` and a screenful of `rows` behind it always do. */
export function fromFirst(lines: readonly Line[], anchor: number, columns: number, rows: number): Line[] {
  let count = 0;
  let behind = 0;
  for (const [i, line] of lines.entries()) {
    if (count > MOST_ROWS && line.seq > anchor && behind > 2 * rows) return lines.slice(0, i);
    const tall = rowsOf(line, columns);
    count += tall;
    if (line.seq > anchor) behind += tall;
  }
  return [...lines];
}

/** The lines up to the last that fit; `anchor` and a screenful of `rows` before it always do. */
export function upToLast(lines: readonly Line[], anchor: number, columns: number, rows: number): Line[] {
  let count = 0;
  let before = 0;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i] as Line;
    if (count > MOST_ROWS && line.seq < anchor && before > 2 * rows) return lines.slice(i + 1);
    const tall = rowsOf(line, columns);
    count += tall;
    if (line.seq < anchor) before += tall;
  }
  return [...lines];
}

/** What the lines print, with a mark before the first, before `anchor` and every few hundred rows. */
export function marked(lines: readonly Line[], columns: number, anchor = 0): Step[] {
  let rows = MARK_ROWS;
  return lines.flatMap((line) => {
    const steps = printed(line);
    const due = rows >= MARK_ROWS || line.seq === anchor;
    rows = (due ? 0 : rows) + rowsOf(line, columns);
    return due ? [{ mark: line.seq }, ...steps] : steps;
  });
}

/** Marks for lines as they come. */
export class Marking {
  private rows = MARK_ROWS;

  of(line: Line, steps: Step[], columns: number): Step[] {
    if (!steps.length) return steps;
    const due = this.rows >= MARK_ROWS;
    this.rows = (due ? 0 : this.rows) + rowsOf(line, columns);
    return due ? [{ mark: line.seq }, ...steps] : steps;
  }
}
