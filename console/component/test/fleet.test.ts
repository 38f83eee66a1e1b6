import { describe, expect, it } from "vitest";
import { NO_FILTERS, inWords, passes, readFilters, spellFilters } from "../src/fleet/filters";
import { arranged, groupOf, rowOf, type Around } from "../src/fleet/groups";
import { facts, readMachine, status } from "../src/fleet/machines";
import * as words from "../src/fleet/words";
import type { There } from "../src/presence";

const there: There = { state: "there", since: 0, beat: null };
const away: There = { state: "away", since: new Date(2026, 10, 22, 18, 2).getTime(), beat: null };
const mine: Around = { there, answers: true, whom: [] };
const gone: Around = { ...mine, there: away };
const others: Around = { there, answers: false, whom: ["ben", "chidi"] };
const state = (phase: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  session: "01m82h0wmfpx3z", machine: "atlas", project: "web", agent: "claude", phase, since: 1_000_000, gate: "gated", ...more,
});

describe("the fleet's groups", () => {
  it("asks first whether anybody is needed", () => {
    expect(groupOf(state("waiting"), mine)).toBe("needs");
    expect(groupOf(state("running", { attention: 5 }), mine)).toBe("attention");
    expect(groupOf(state("starting"), mine)).toBe("running");
    expect(groupOf(state("idle"), mine)).toBe("idle");
  });

  it("asks nothing of who may not answer, and says who may", () => {
    const row = rowOf("k", state("waiting", { questions: [{ form: "permission", summary: "push to main", until: 9e6 }] }), others);
    expect(row.group).toBe("attention");
    expect(words.now(row)).toBe("Waits for ben or chidi: `push to main`");
    expect(words.age(row, 61_000)).toBe("1 min");
  });

  it("claims nothing of a session whose machine is away, but that it has ended", () => {
    expect(groupOf(state("waiting"), gone)).toBe("away");
    expect(groupOf(state("lost"), gone)).toBe("ended");
    expect(words.now(rowOf("atlas/web/s", state("working"), gone))).toBe("Was working when atlas was last heard");
  });

  it("puts the least time left first, then who waits longest, and else the latest", () => {
    const asked = [{ form: "question", summary: "Per line?", until: 6e8 }];
    const rows = [
      state("waiting", { since: 2e6 }), state("waiting", { since: 1e6 }), state("idle", { since: 1e6 }), state("idle", { since: 2e6 }),
      state("waiting", { since: 3e6, questions: asked }),
    ].map((one, i) => rowOf(String(i), one, mine));
    const found = arranged(rows);
    expect(found.get("needs")?.map((row) => row.key)).toEqual(["4", "1", "0"]);
    expect(found.get("idle")?.map((row) => row.key)).toEqual(["3", "2"]);
    const first = found.get("needs")?.[0];
    expect(first && [words.age(first, 0), words.now(first)]).toEqual(["10 min left", "Asks: “Per line?”"]);
  });

  it("shows hidden characters of titles, and failures as such", () => {
    expect(words.title(state("idle", { title: "a\u202eb\x1b[31m" }))).toBe("a⟨U+202E⟩b␛[31m");
    expect(words.now(rowOf("k", state("ended", { exit: { status: 2 } }), mine))).toBe("Failed with exit 2");
    expect(words.failed(state("ended", { exit: { status: 0 } }))).toBe(false);
  });
});

describe("the fleet's filters", () => {
  it("stand in the address, and what is not known there is none", () => {
    const filters = { ...NO_FILTERS, words: "flaky & co", machine: "atlas", state: "idle" as const, mine: true };
    expect(readFilters(spellFilters(filters))).toEqual(filters);
    expect(spellFilters(NO_FILTERS)).toBe("");
    expect(readFilters("state=nonsense").state).toBe("");
    expect(inWords(filters)).toBe("“flaky & co”, atlas, Idle, opened by you");
  });

  it("hold all together, in whatever case and accents", () => {
    const row = rowOf("atlas/web/01m82h0wmfpx3z", state("idle", { title: "Find the FLÁKY test" }), mine);
    const filters = { ...NO_FILTERS, words: "flaky claude", machine: "atlas" };
    const none = new Set<string>();
    expect(passes(row, filters, none)).toBe(true);
    expect(passes(row, { ...filters, project: "api" }, none)).toBe(false);
    expect(passes(row, { ...filters, words: "other" }, none)).toBe(false);
    expect(passes(row, { ...filters, state: "ended" }, none)).toBe(false);
    expect(passes(row, { ...filters, mine: true }, none)).toBe(false);
    expect(passes(row, { ...filters, mine: true }, new Set(["01m82h0wmfpx3z"]))).toBe(true);
  });
});

describe("a machine", () => {
  const info = { machine: "atlas", daemon: "0.1.0", load: 185, host: { system: "Linux 6.1", cpus: 8 }, agents: [{ agent: "claude", version: "2.1", gate: "gated", logged_in: false }] };

  it("is judged by its beat, and says since when it is away", () => {
    const machine = readMachine("atlas", info);
    expect(status(machine, there, 2, 0)).toBe("2 sessions · load 1.9 · v0.1.0");
    expect(status(machine, away, 2, away.since)).toBe("asleep or offline since 18:02");
  });

  it("tells when it was heard, its version, load and agents, and nothing that is not known", () => {
    const said = new Map(facts(readMachine("atlas", info), there, 1_000, 41_000));
    expect(said.get("Heard")).toBe("40 s ago");
    expect(said.get("Version")).toBe("0.1.0");
    expect(said.get("Load")).toBe("1.9 on 8 cores");
    expect(said.get("Claude Code")).toBe("2.1 · gated · not logged in");
    expect(said.has("Disk")).toBe(false);
    expect(readMachine("other", info)).toBeNull();
  });
});
