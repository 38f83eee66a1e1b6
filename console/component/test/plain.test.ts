import { expect, test } from "vitest";
import { plain } from "../src/plain";
import vectors from "./plain.json";

test.each(vectors)("is spelt as Python spells it: %#", ({ text, keep_lines, most, shown }) => {
  const points = String.fromCodePoint(...text);
  expect(plain(points, { keepLines: keep_lines, ...(most === null ? {} : { most }) })).toBe(shown);
});
