import { expect, test } from "vitest";
import { Recorded } from "../src/history";
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
