import { describe, expect, it } from "vitest";
import { inPage, needsMe, newsOf, said, watches, type May } from "../src/nav/news";
import { current } from "../src/nav/pages";
import { quietAt, readSpans } from "../src/nav/quiet";
import { readWishes, wants } from "../src/nav/wishes";

const PLACE = "atlas/web/01m82h0wmfpx3z";
const state = (phase: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  machine: "atlas", project: "web", agent: "claude", phase, since: 1_700_000_000_000_001, title: "", doing: "", ...more,
});
const tags = (found: Record<string, unknown>): string[] => newsOf(PLACE, found).map((one) => one.tag);
const may = (...rights: string[]): May => ({ may: (right) => rights.includes(right) });

describe("what a session's document tells people of", () => {
  it("names the moment to the microsecond, as the hub's own alerts do", () => {
    expect(tags(state("waiting"))).toEqual(["01m82h0wmfpx3z.waiting.1700000000000001"]);
    expect(tags(state("running", { attention: 5 }))).toEqual(["01m82h0wmfpx3z.attention.5"]);
    expect(tags(state("working"))).toEqual([]);
  });

  it("tells an end with exit status 0 from every other one", () => {
    const kind = (more: Record<string, unknown>, phase = "ended"): string | undefined => newsOf(PLACE, state(phase, more))[0]?.kind;
    expect(kind({ exit: { status: 0 } })).toBe("finished");
    expect(kind({ exit: { status: 1 } })).toBe("failed");
    expect(kind({ exit: { signal: "SIGTERM" } })).toBe("failed");
    expect(kind({}, "lost")).toBe("failed");
  });

  it("says no more than the machine, unless details are wanted, and shows hidden characters", () => {
    const [news] = newsOf(PLACE, state("waiting", { title: "Fix \u202egpj", doing: "asks\x1b[31m" }));
    if (!news) throw new Error("no news");
    expect(said(news, false)).toEqual(["A session on atlas waits for you", ""]);
    expect(said(news, true)).toEqual(["Fix ⟨U+202E⟩gpj waits for you", "atlas, project web: asks␛[31m"]);
    expect(inPage(news)).toBe("Fix ⟨U+202E⟩gpj waits for you");
  });

  it("knows a session in view by its watchers, and by nobody whose name only begins so", () => {
    expect(watches("ana", state("waiting", { watchers: ["ana.phone"] }))).toBe(true);
    expect(watches("ana", state("waiting", { watchers: ["anabel.phone"] }))).toBe(false);
  });

  it("counts only what this very person can do something about", () => {
    expect(needsMe(PLACE, state("waiting"), may("approve"))).toBe(true);
    expect(needsMe(PLACE, state("waiting"), may("view", "drive"))).toBe(false);
    expect(needsMe(PLACE, state("running", { attention: 5 }), may("drive"))).toBe(true);
    expect(needsMe(PLACE, state("running", { attention: 5 }), may("approve"))).toBe(false);
  });
});

describe("how a person wants to be told", () => {
  const [news] = newsOf(PLACE, state("waiting"));
  if (!news) throw new Error("no news");

  it("tells nothing before it is known what is wished", () => {
    expect(wants(readWishes(undefined), news)).toBe(false);
    expect(wants(readWishes({ waiting: true }), news)).toBe(true);
    expect(wants(readWishes({ waiting: true, machines: ["mini"] }), news)).toBe(false);
    expect(wants(readWishes({ waiting: true, machines: ["atlas"], projects: ["web"] }), news)).toBe(true);
  });

  it("keeps quiet hours on the clock of their zone, over midnight, by the day they begin on", () => {
    const spans = readSpans([{ zone: "Europe/Berlin", start: "22:00", end: "07:00", days: ["sat"] }]);
    const at = (day: number, hour: number, minute = 0): boolean => quietAt(spans, Date.UTC(2026, 10, day, hour, minute));
    expect(at(21, 21)).toBe(true); // Saturday 22:00 in Berlin
    expect(at(21, 20, 59)).toBe(false);
    expect(at(22, 5, 59)).toBe(true); // Sunday 06:59
    expect(at(22, 6)).toBe(false);
    expect(at(22, 21)).toBe(false); // Sunday evening
    expect(readSpans([{ zone: "UTC", start: "25:00", end: "07:00" }])).toEqual([]);
  });
});

describe("the tabs", () => {
  it("mark the one under which a page is found", () => {
    expect(current("session", true)).toBe("fleet");
    expect(current("usage", true)).toBe("more");
    expect(current("usage", false)).toBe("usage");
  });
});
