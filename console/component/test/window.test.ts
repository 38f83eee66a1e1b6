import { expect, test } from "vitest";
import type { Line } from "../src/lines";
import { Marking, MOST_ROWS, fromFirst, marked, rowsOf, upToLast } from "../src/terminal/window";

const out = (seq: number, rows: number): Line => ({ seq, at: seq, kind: "output", body: { text: "y\n".repeat(rows) } });
const many = (count: number, rows: number): Line[] => Array.from({ length: count }, (_, i) => out(i + 1, rows));
const seqs = (lines: Line[]): [number, number] => [lines[0]?.seq ?? 0, lines.at(-1)?.seq ?? 0];

test("a line takes the rows of its newlines and of what is too long for one", () => {
  expect(rowsOf(out(1, 3), 80)).toBe(3);
  expect(rowsOf({ seq: 1, at: 1, kind: "output", body: { text: "x".repeat(161) } }, 80)).toBe(2);
  expect(rowsOf({ seq: 1, at: 1, kind: "keys", body: { text: "\n" } }, 80)).toBe(0);
  expect(rowsOf({ seq: 1, at: 1, kind: "output", body: null }, 80)).toBe(0);
});

test("the window is bounded, and what is looked at is always in it with a screenful beyond", () => {
  const lines = many(100, 1_000);
  const [first, last] = seqs(fromFirst(lines, 4, 80, 24));
  expect(first).toBe(1);
  expect(last).toBeGreaterThan(4);
  expect(last).toBeLessThanOrEqual(MOST_ROWS / 1_000 + 2);
  expect(seqs(fromFirst(lines, 60, 80, 24))[1]).toBeGreaterThan(60);
  const [from, to] = seqs(upToLast(lines, 97, 80, 24));
  expect(to).toBe(100);
  expect(from).toBeGreaterThan(100 - MOST_ROWS / 1_000 - 3);
  expect(seqs(upToLast(lines, 40, 80, 24))[0]).toBeLessThan(40);
  expect(seqs(upToLast(many(5, 10), 5, 80, 24))).toEqual([1, 5]);
});

test("marks stand before what is looked at and every few hundred rows, not at each line", () => {
  const marks = (lines: Line[], anchor: number): number[] =>
    marked(lines, 80, anchor).flatMap((step) => ("mark" in step ? [step.mark] : []));
  expect(marks(many(100, 10), 33)).toEqual([1, 33, 83]);
  const marking = new Marking();
  const steps = many(120, 10).flatMap((line) => marking.of(line, [{ write: "x" }], 80));
  expect(steps.filter((step) => "mark" in step)).toHaveLength(3);
  expect(marking.of(out(999, 5), [], 80)).toEqual([]);
});
