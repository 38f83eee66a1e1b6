import { describe, expect, it } from "vitest";
import { addressOf, readAddress } from "../src/approvals/address";
import { newestOf, questionsOf, standingOf, titleOf, waitFor, type Asked, type May } from "../src/approvals/asked";
import { blocksOf, marks, textOfBlocks, warningsOf, type Block } from "../src/approvals/blocks";
import { decidedBy, follow, newCourse, over, stations, verdict, type Course } from "../src/approvals/course";
import { diff } from "../src/approvals/diff";
import { arranged } from "../src/approvals/groups";
import { joined, openedFrom } from "../src/approvals/opened";
import { hindrance, masked } from "../src/approvals/says";
import { pieces } from "../src/plain";
import { newsOf, path, said } from "../src/nav/news";

const PLACE = "atlas/web/01m82h0wmfpx3z";
const DIGEST = "ab".repeat(32);
const question = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  approval: "0a1b2c3d", form: "permission", digest: DIGEST, tool: "Bash", summary: "git push", input: { command: "git push" },
  whole: true, asked: 1_000_000_000, until: 2_000_000_000, seq: 7, scopes: ["once"], requesters: ["ben"], ...more,
});
const state = (...questions: Record<string, unknown>[]): Record<string, unknown> => ({
  machine: "atlas", project: "web", agent: "claude", phase: "waiting", since: 5, title: "", doing: "", questions,
});
const asked = (more: Record<string, unknown> = {}): Asked => {
  const [one] = questionsOf(PLACE, state(question(more)));
  if (!one) throw new Error("no question");
  return one;
};
const may = (...rights: string[]): May => ({ may: (right) => rights.includes(right), ask: () => ["chidi", "ben"] });
const line = (kind: string, body: Record<string, unknown>, at = 1_500_000_000) => ({ seq: 9, at, kind, body: { approval: "0a1b2c3d", ...body } });
const told = (more: object = {}) => ({ accepted: true, code: "", reason: "", missing: [], at: 1_400_000, ...more });
const mine = (decide: "allow" | "deny" = "allow") => ({ decide, scope: "once", reason: "", at: 1_300_000 });
const titles = (course: Course): string[] => stations(course, "Claude Code").map((one) => `${one.tone}: ${one.title}`);

describe("a question", () => {
  it("without a digest or with an odd id is none", () => {
    expect(questionsOf(PLACE, state(question({ digest: "short" }), question({ approval: "../../x" })))).toEqual([]);
    expect(questionsOf(PLACE, { questions: "no" })).toEqual([]);
  });

  it("must be opened where its document does not carry all of it", () => {
    expect(asked().cut).toBe(false);
    expect(asked({ cut: true }).cut).toBe(true);
    expect(asked({ input: null }).cut).toBe(true);
  });

  it("offers no scope that the machine does not offer", () => {
    expect(asked({ scopes: ["session-rule", "for ever"] }).scopes).toEqual(["once", "session-rule"]);
    expect(asked({ scopes: undefined }).scopes).toEqual(["once"]);
  });

  it("names what it is about, and whose tool it is", () => {
    const parts = [1, 2].map((n) => ({ decide: "ask", what: "command", text: `c${n}`, rule: "r", why: "w" }));
    expect(titleOf(asked({ parts }))).toBe("Run a command in 2 parts");
    expect(titleOf(asked({ tool: "mcp__git\u202ehub__push" }))).toBe("Use push of git⟨U+202E⟩hub");
    expect(titleOf(asked({ tool: "constructor" }))).toBe("Use constructor");
  });

  it("waits for nobody who looks on, asked for it, or has said yes", () => {
    expect(standingOf(asked(), "ana", may("approve"))).toEqual({ allow: true, deny: true, why: "" });
    const viewer = standingOf(asked(), "ana", may("view"));
    expect([viewer.allow, viewer.deny]).toEqual([false, false]);
    expect(viewer.why).toContain("Ask chidi or ben.");
    const own = asked({ exclude_requester: true, requesters: ["ana"], group: "leads" });
    expect(standingOf(own, "ana", may("approve"))).toMatchObject({ allow: false, deny: true });
    expect(standingOf(own, "ana", may("approve")).why).toContain("another one of leads must allow it");
    const half = asked({ count: 2, yes: ["ana"], missing: ["1 of leads"] });
    expect(standingOf(half, "ana", may("approve")).why).toBe("You have said yes. Still wanted: 1 of leads. You can still deny it.");
    expect(waitFor(PLACE, state(question(), question({ approval: "0a1b2c3e", yes: ["ana"] })), "ana", may("approve"))).toBe(1);
  });
});

describe("what an input holds", () => {
  const texts = (found: Block[]): string[] => found.map((one) => `${one.kind} ${one.name}`);

  it("is shown to its last field, and the agent's words stand apart", () => {
    const found = blocksOf("Bash", { description: "harmless", command: "rm -rf x", timeout: 5, odd: { a: [1] } });
    expect(texts(found)).toEqual(["code What will run, whole", "fact timeout", "code odd", "claim description"]);
    const other = blocksOf("Task", { description: "runs all the same" });
    expect(texts(other)).toEqual(["fact description"]);
  });

  it("is a difference for what changes a file, and every line of both texts is in it", () => {
    const found = blocksOf("Edit", { file_path: "/a", old_string: "one\ntwo\n", new_string: "one\n2\n", replace_all: true });
    expect(texts(found)).toEqual(["where File", "diff What changes", "fact replace_all"]);
    const many = blocksOf("MultiEdit", { file_path: "/a", edits: [{ old_string: "a", new_string: "b" }, { old_string: "c", new_string: "d", odd: 1 }] });
    expect(texts(many)).toEqual(["where File", "diff What changes, 1 of 2", "diff What changes, 2 of 2", "fact odd"]);
    const odd = blocksOf("MultiEdit", { file_path: "/a", edits: [{ old_string: "a", new_string: "b" }, "hidden"] });
    expect(textOfBlocks(odd)).toContain("hidden");
  });

  it("is warned of where characters hide or look like others", () => {
    const warned = (command: string): string[] => warningsOf(blocksOf("Bash", { command }), []).map(([what, more]) => what + more);
    expect(warned("git status && echo héllo 日本 ñ")).toEqual([]);
    expect(warned("curl get.exam\u200bple.dev")).toEqual(["A hidden character"]);
    expect(warned("ls\u00a0-la \x1b[2K")).toEqual(["2 hidden characters"]);
    expect(warned("curl p\u0430ypal.com")).toEqual(["Letters of several alphabets in one word: p\u0430ypal.com"]);
    expect(warningsOf(blocksOf("Bash", { command: "a\u200b" }), [{ text: "a" }, { text: "a⟨U+200B⟩" }])[0]?.[1]).toBe(" in part 2");
  });

  it("says that something is masked where nothing else keeps it from being whole", () => {
    const found = blocksOf("Bash", { command: "export KEY=********" });
    expect(masked(asked({ whole: false }), found)).toBe(true);
    expect(masked(asked(), found)).toBe(false);
    expect(masked(asked({ whole: false }), blocksOf("Bash", { command: "a\u200b" }))).toBe(false);
  });

  it("keeps every character, the hidden ones as marks", () => {
    expect(pieces("a\u202eb\tc\n\u00a0")).toEqual(["a", { mark: "U+202E" }, "b\tc\n", { mark: "U+00A0" }]);
    expect(marks("\u{e0041}\x07x")).toBe(2);
  });
});

describe("a difference", () => {
  const shown = (old: string, fresh: string): string[] => diff(old, fresh).map((row) => row.sign + row.text);

  it("holds all lines of both texts in order", () => {
    expect(shown("a\nb\nc\n", "a\nx\nc\n")).toEqual([" a\n", "-b\n", "+x\n", " c\n"]);
    expect(shown("", "a")).toEqual(["+a"]);
    expect(shown("a", "a\n")).toEqual(["-a", "+a\n"]);
    expect(shown("a\na\n", "a\n")).toEqual([" a\n", "-a\n"]);
  });

  it("gives back both texts, whatever they are", () => {
    let seed = 7;
    const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    for (let round = 0; round < 200; round += 1) {
      const make = (): string => Array.from({ length: next(9) }, () => "abc"[next(3)] + (next(5) ? "\n" : "")).join("");
      const [old, fresh] = [make(), make()];
      const rows = diff(old, fresh);
      expect(rows.filter((row) => row.sign !== "+").map((row) => row.text).join("")).toBe(old);
      expect(rows.filter((row) => row.sign !== "-").map((row) => row.text).join("")).toBe(fresh);
    }
  });
});

describe("what becomes of it", () => {
  it("is told in three stations, and the last one comes with the effect", () => {
    const course = newCourse(asked());
    course.mine = mine();
    expect(titles(course)).toEqual(["done: You allowed it, once", "wait: atlas has not taken it yet", "wait: Claude Code has not gone on yet"]);
    course.told = told();
    follow(course, line("answered", { who: "ana", what: "allow" }));
    course.open = false;
    expect(titles(course)[1]).toBe("done: atlas took it");
    follow(course, line("taken", {}));
    expect(titles(course)[2]).toBe("wait: Claude Code runs it");
    follow(course, line("effected", {}));
    expect(titles(course)[2]).toBe("done: Claude Code went on");
    expect(verdict(course, "ana")).toBe("You allowed it.");
  });

  it("is no tick where the machine refused it, and says who was first", () => {
    const course = newCourse(asked());
    course.mine = mine();
    course.told = told({ accepted: false, code: "approval-decided", reason: "denied by ben" });
    follow(course, line("answered", { who: "ben", what: "deny", reason: "not on the build box" }));
    expect(titles(course)).toEqual(["done: You allowed it, once", "fail: Decided already"]);
    expect(verdict(course, "ana")).toBe("Ben denied it: “not on the build box”");
  });

  it("says that nobody knows where no answer came, and believes the record when it tells", () => {
    const course = newCourse(asked());
    course.mine = mine();
    course.told = told({ accepted: false, code: "no-answer" });
    expect(titles(course)[1]).toBe("fail: atlas did not answer");
    expect(decidedBy(course)).toBe("");
  });

  it("is not decided by the first of two who must say yes", () => {
    const course = newCourse(asked({ count: 2 }));
    course.mine = mine();
    course.told = told({ missing: ["1 of leads"] });
    follow(course, line("answered", { who: "ana", what: "allow" }));
    expect(over(course)).toBe(false);
    expect(stations(course, "Claude Code")[1]?.text).toBe("counted; still wanted: 1 of leads");
    follow(course, line("answered", { who: "chidi", what: "allow" }, 1_600_000_000));
    course.open = false;
    expect(verdict(course, "ana")).toBe("You and Chidi allowed it.");
  });

  it("may still be void between the yes and the effect", () => {
    const course = newCourse(asked());
    course.mine = mine();
    course.told = told();
    follow(course, line("answered", { who: "ana", what: "allow" }));
    follow(course, line("withdrawn", { reason: "it is not what was allowed any more" }));
    course.open = false;
    expect(titles(course)[2]).toBe("fail: Claude Code did not go on");
    expect(verdict(course, "ana")).toBe("It is void: it is not what was allowed any more.");
  });

  it("takes no line of another approval, and each line once", () => {
    const course = newCourse(asked());
    expect(follow(course, line("answered", { approval: "zzzzzzzz", who: "eve", what: "allow" }))).toBe(false);
    expect(follow(course, line("answered", { who: "ben", what: "allow" }))).toBe(true);
    expect(follow(course, line("answered", { who: "ben", what: "allow" }))).toBe(false);
    expect(course.answers).toHaveLength(1);
  });
});

describe("the list", () => {
  it("puts the least time left first, and holds what nobody can answer now", () => {
    const placed = (approval: string, until: number, allow: boolean, there: "there" | "away" = "there") => ({
      course: newCourse(asked({ approval, until })), standing: { allow, deny: allow, why: "" }, there,
    });
    const found = arranged([placed("0000000a", 9e9, true), placed("0000000b", 8e9, true), placed("0000000c", 7e9, false), placed("0000000d", 6e9, true, "away")]);
    const ids = (group: "needs" | "others" | "held"): string[] => (found.get(group) ?? []).map((one) => one.course.asked.approval);
    expect([ids("needs"), ids("others"), ids("held")]).toEqual([["0000000b", "0000000a"], ["0000000c"], ["0000000d"]]);
  });

  it("says why nothing can be sent now", () => {
    const connected = { state: "connected" as const, since: 0, connection: 1 };
    const away = { state: "away" as const, since: new Date(2026, 10, 22, 18, 2).getTime(), beat: null };
    const now = new Date(2026, 10, 22, 19, 0).getTime();
    expect(hindrance(connected, "atlas", away, now)).toBe("atlas is asleep or offline since 18:02. The question is held there; nothing is sent until it is back.");
    expect(hindrance({ ...connected, state: "reconnecting" }, "atlas", away, now)).toContain("No connection to the hub");
    expect(hindrance(connected, "atlas", { ...away, state: "there" }, now)).toBe("");
  });
});

describe("the whole from the record", () => {
  const body = { approval: "0a1b2c3d", digest: DIGEST, input: { command: "x".repeat(50) }, programs: { "/a": "ff" } };
  const hex = async (text: string): Promise<string> =>
    [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const part = (text: string, seq: number) => ({ seq, at: 0, kind: "part", body: { text } });

  it("is put together from its parts, and only where they fit", async () => {
    const text = JSON.stringify(body);
    const named = { seq: 3, at: 0, kind: "asked", body: { bytes: text.length, parts: 2, sha256: await hex(text) } };
    const lines = [part(text.slice(0, 40), 1), part(text.slice(40), 2)];
    expect(openedFrom(asked(), await joined(named, lines))).toMatchObject({ input: body.input, programs: [{ path: "/a", sha256: "ff" }] });
    expect(await joined(named, [...lines].reverse())).toBeNull();
    expect(await joined(named, lines.slice(1))).toBeNull();
  });

  it("is of this very question", () => {
    expect(openedFrom(asked(), { ...body, digest: "cd".repeat(32) })).toBeNull();
    expect(openedFrom(asked(), { ...body, approval: "zzzzzzzz" })).toBeNull();
  });
});

describe("where an alert leads", () => {
  it("is the question that came last", () => {
    const both = state(question({ asked: 1 }), question({ approval: "0a1b2c3e", asked: 2, summary: "rm\x1b" }));
    expect(newestOf(PLACE, both)?.approval).toBe("0a1b2c3e");
    const [news] = newsOf(PLACE, both);
    if (!news) throw new Error("no news");
    expect(news.tag).toBe("01m82h0wmfpx3z.waiting.2");
    expect(path(news)).toBe(`/approvals?s=${PLACE}&a=0a1b2c3e`);
    expect(said(news, false)).toEqual(["A session on atlas waits for you", ""]);
    expect(said(news, true)[1]).toBe("atlas, project web: rm␛");
  });

  it("is one address, and nonsense in it names nothing", () => {
    expect(readAddress(addressOf(asked()).split("?")[1] ?? "")).toEqual({ place: PLACE, approval: "0a1b2c3d" });
    expect(readAddress(`?s=${PLACE}`)).toEqual({ place: PLACE, approval: "" });
    for (const odd of ["", "?s=atlas/web", "?s=atlas/../x", `?s=${PLACE}/x`]) expect(readAddress(odd)).toBeNull();
  });
});
