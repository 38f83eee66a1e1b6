import { expect, test } from "vitest";
import { FIRST_PAGE, Recorded } from "../src/history";
import type { Link } from "../src/link";

const at = (seq: number) => ({ seq, at: 0, kind: "output", body: { text: String(seq) } });
const nobody = {} as Link;
const place = { machine: "m1", project: "web", session: "01jd9x3k5rab7c" };

test("the nearest hole is named, and none where nothing older is held", () => {
  const held = new Recorded(nobody, place);
  expect(held.hole(9, 100)).toBeNull();
  for (const seq of [3, 4, 8, 9]) held.add(at(seq));
  expect(held.hole(9, 100)).toEqual([5, 7]);
  expect(held.hole(9, 2)).toEqual([6, 7]);
  expect(held.hole(11, 100)).toEqual([10, 11]);
  for (const seq of [5, 6, 7]) held.add(at(seq));
  expect(held.hole(9, 100)).toBeNull();
  expect(held.run(9).map((line) => line.seq)).toEqual([3, 4, 5, 6, 7, 8, 9]);
});

test("what is dropped is gone and weighs nothing, and a page is measured by the lines that came", () => {
  const held = new Recorded(nobody, place);
  expect(held.page).toBe(FIRST_PAGE);
  const long = "x".repeat(40_000);
  for (let seq = 1; seq <= 250; seq += 1) held.add({ seq, at: 0, kind: "output", body: { text: long } });
  expect(held.heavy).toBe(true);
  expect(held.page).toBeLessThan(12);
  held.keep((seq) => seq > 200);
  expect(held.heavy).toBe(false);
  expect(held.run(250)).toHaveLength(50);
  expect(held.run(250, 240)).toHaveLength(11);
  expect(held.after(201, 230)).toHaveLength(30);
  expect(held.after(200, 230)).toEqual([]);
});

test("only what is missing is fetched", async () => {
  const asked: [number, number][] = [];
  const link = {
    machine: () => ({ state: "there" }),
    requestPages: async (...all: unknown[]) => {
      const { from, to } = all[4] as { from: number; to: number };
      asked.push([from, to]);
      const lines = Array.from({ length: to - from + 1 }, (_, i) => at(from + i));
      (all[5] as { onPage: (data: unknown) => void }).onPage({ lines: lines.filter((one) => one.seq !== 40) });
      return [];
    },
  } as unknown as Link;
  const held = new Recorded(link, place);
  for (const seq of [1, 2, 9]) held.add(at(seq));
  expect(await held.need(1, 9)).toBe(true);
  expect(await held.need(1, 9)).toBe(true);
  expect(await held.need(30, 45)).toBe(false);
  expect(asked).toEqual([[3, 8], [30, 45]]);
});
