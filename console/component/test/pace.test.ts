import { expect, test } from "vitest";
import { BURST_ROWS, Pace, ROWS_PER_S } from "../src/terminal/pace";

test("a long listing is drawn whole, a flood is not, and one that is slow enough always is", () => {
  const pace = new Pace();
  expect(pace.takes(BURST_ROWS, 1_000_000)).toBe(true);
  expect(pace.takes(1, 1_000_000)).toBe(false);
  expect(pace.takes(0, 1_000_000)).toBe(true);
  for (let second = 1; second < 60; second += 1) expect(pace.takes(ROWS_PER_S, 1_000_000 + second * 1000)).toBe(true);
});

test("what was refused costs nothing, and a clock that goes back gives nothing", () => {
  const pace = new Pace();
  expect(pace.takes(BURST_ROWS + 1, 5_000)).toBe(false);
  expect(pace.takes(BURST_ROWS, 5_000)).toBe(true);
  expect(pace.takes(1, 0)).toBe(false);
});
