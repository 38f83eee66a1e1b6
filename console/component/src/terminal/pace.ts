// How many rows a second are drawn one by one. What comes faster nobody can read: the next screen shows
// it, and the rows between are fetched from the record when it is calm. Pure.

/** Rows that may come at once: a long listing is drawn whole. */
export const BURST_ROWS = 6_000;
/** Rows a second that are drawn for as long as they come; a row takes the page about 10 microseconds. */
export const ROWS_PER_S = 1_000;

export class Pace {
  private level = BURST_ROWS;
  private last = 0;

  /** Whether so many rows are drawn now (ms). */
  takes(rows: number, now: number): boolean {
    this.level = Math.min(BURST_ROWS, this.level + (Math.max(0, now - this.last) * ROWS_PER_S) / 1000);
    this.last = now;
    if (rows > this.level) return false;
    this.level -= rows;
    return true;
  }
}
