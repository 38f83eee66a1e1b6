import { expect, test } from "vitest";
import { agentName, sessionName } from "../src/names";
import cases from "./names.json";

test("a session is called as the pages call it (tests/console/test_pages_words.py)", () => {
  for (const [title, session, agent, folder, wanted] of cases as [string, string, string, string, string][])
    expect(sessionName(title, session, agent, folder)).toBe(wanted);
});

test("a session is called by its title, else by what it is and where", () => {
  const id = "01jd9x3k5rab7c";
  expect(sessionName(" Mend the roof ", id, "claude", "/srv/site")).toBe("Mend the roof");
  expect(sessionName("", id, "claude", "/srv/site/")).toBe("Claude Code in site");
  expect(sessionName("", id, "terminal", "/")).toBe("Terminal 5rab7c".replace("5rab7c", id.slice(-6)));
  expect(sessionName("", id)).toBe(`Session ${id.slice(-6)}`);
  expect(sessionName("", id, "constructor", "/a/\u202eb")).toBe("constructor in ⟨U+202E⟩b");
  expect(sessionName("x".repeat(300), id)).toHaveLength(200);
});

test("what nobody knows is called as it calls itself, hidden signs spelt out", () => {
  expect(agentName("codex")).toBe("Codex");
  expect(agentName("a\u200bb")).toBe("a⟨U+200B⟩b");
});
