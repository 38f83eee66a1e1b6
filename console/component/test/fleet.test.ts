import { describe, expect, it } from "vitest";
import { NO_FILTERS, arranged, groupOf, passes, readFilters, rowOf, spellFilters } from "../src/fleet/groups";
import * as words from "../src/fleet/words";
import type { There } from "../src/presence";

const there: There = { state: "there", since: 0, beat: null };
const away: There = { state: "away", since: Date.UTC(2026, 10, 22, 18, 2), beat: null };
const state = (phase: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  session: "01m82h0wmfpx3z", machine: "atlas", project: "web", agent: "claude", phase, since: 1_000_000, gate: "not gated", ...more,
});

describe("the fleet's groups", () => {
  it("asks first whether anybody is needed", () => {
    expect(groupOf(state("waiting"), there)).toBe("needs");
    expect(groupOf(state("running", { attention: 5 }), there)).toBe("attention");
    expect(groupOf(state("starting"), there)).toBe("running");
    expect(groupOf(state("idle"), there)).toBe("idle");
  });

  it("claims nothing of a session whose machine is away, but that it has ended", () => {
    expect(groupOf(state("working"), away)).toBe("away");
    expect(groupOf(state("lost"), away)).toBe("ended");
    expect(words.now(rowOf("atlas/web/s", state("working"), away))).toBe("Was working when atlas was last heard");
  });

  it("puts who waits longest first, and else the latest", () => {
    const rows = [state("waiting", { since: 2e6 }), state("waiting", { since: 1e6 }), state("idle", { since: 1e6 }), state("idle", { since: 2e6 })]
      .map((one, i) => rowOf(String(i), one, there));
    const found = arranged(rows);
    expect(found.get("needs")?.map((row) => row.key)).toEqual(["1", "0"]);
    expect(found.get("idle")?.map((row) => row.key)).toEqual(["3", "2"]);
  });

  it("keeps filters in the address and filters by all of them", () => {
    const filters = { ...NO_FILTERS, words: "flaky & co", machine: "atlas" };
    expect(readFilters(spellFilters(filters))).toEqual(filters);
    const row = rowOf("k", state("idle", { title: "Find the FLAKY test & co" }), there);
    expect(passes(row, filters)).toBe(true);
    expect(passes(row, { ...filters, project: "api" })).toBe(false);
    expect(passes(row, { ...filters, words: "other" })).toBe(false);
  });

  it("shows hidden characters of titles, and failures as such", () => {
    expect(words.title(state("idle", { title: "a\u202eb\x1b[31m" }))).toBe("a⟨U+202E⟩b␛[31m");
    expect(words.now(rowOf("k", state("ended", { exit: { status: 2 } }), there))).toBe("Failed with exit 2");
    expect(words.failed(state("ended", { exit: { status: 0 } }))).toBe(false);
  });
});
