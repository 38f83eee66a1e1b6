import { expect, test } from "vitest";
import { ago, clock, duration } from "../src/time";

const at = (text: string): number => new Date(text).getTime();
const NOW = at("2026-11-22T18:30:00");

test("durations are said as people say them", () => {
  expect(duration(12_900)).toBe("12 s");
  expect(duration(59_999)).toBe("59 s");
  expect(duration(60_000)).toBe("1 min");
  expect(duration(65 * 60_000)).toBe("1 h 5 min");
  expect(duration(2 * 3_600_000)).toBe("2 h");
  expect(duration(25 * 3_600_000)).toBe("1 day");
  expect(duration(-5)).toBe("0 s");
});

test("the past has a clock time, and a date beyond yesterday", () => {
  expect(clock(at("2026-11-22T18:02:07"), NOW)).toBe("18:02");
  expect(clock(at("2026-11-22T18:02:07"), NOW, true)).toBe("18:02:07");
  expect(clock(at("2026-11-21T23:59:00"), NOW)).toBe("yesterday 23:59");
  expect(clock(at("2026-11-20T09:05:00"), NOW)).toBe("20 Nov 09:05");
  expect(clock(at("2025-12-31T09:05:00"), NOW)).toBe("31 Dec 2025 09:05");
});

test("what was just now is now", () => {
  expect(ago(NOW - 9_000, NOW)).toBe("now");
  expect(ago(NOW - 120_000, NOW)).toBe("2 min");
});
