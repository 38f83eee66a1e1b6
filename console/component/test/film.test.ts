import { describe, expect, it } from "vitest";
import { PAUSE_MS, Reel, stamp } from "../src/film/reel";
import type { Line } from "../src/lines";

const line = (seq: number, seconds: number, kind: string, body: Record<string, unknown>): Line => ({
  seq,
  at: 1_700_000_000_000_000 + seconds * 1_000_000,
  kind,
  body,
});
const lines = [
  line(1, 0, "started", { columns: 90, rows: 30 }),
  line(2, 1, "output", { text: "a" }),
  line(3, 61, "prompt", { who: "ana", text: "run the tests\u202e" }),
  line(4, 62, "output", { text: "b" }),
  line(5, 62, "output", { text: "c" }),
  line(6, 300, "denied_by_rule", { reason: "not here" }),
];

describe("a film", () => {
  it("keeps the record's own pace, or shortens its pauses", () => {
    expect(new Reel(lines, false).length).toBe(300_000);
    expect(new Reel(lines, true).length).toBe(5 * PAUSE_MS - 1_000);
  });

  it("begins with the session's size and writes each line once, in order", () => {
    const reel = new Reel(lines, false);
    expect(reel.between(-1, 300_000)).toEqual([{ size: [90, 30] }, { write: "abc" }]);
    expect([...reel.between(-1, 1_000), ...reel.between(1_000, 300_000)]).toEqual([
      { size: [90, 30] },
      { write: "a" },
      { write: "bc" },
    ]);
  });

  it("stops at prompts and denials, with hidden characters made visible", () => {
    const stops = new Reel(lines, false).stops;
    expect(stops.map((one) => [one.seq, one.kind])).toEqual([[3, "prompt"], [6, "denial"]]);
    expect(stops[0]?.says).toBe("run the tests⟨U+202E⟩");
  });

  it("finds the moment of a line, also of one that draws nothing", () => {
    const reel = new Reel(lines, false);
    expect(reel.momentOf(3)).toBe(61_000);
    expect(reel.momentOf(1)).toBe(0);
  });

  it("says times as clocks of films do", () => {
    expect([stamp(7_000), stamp(760_000), stamp(3_723_000)]).toEqual(["0:07", "12:40", "1:02:03"]);
  });
});
