import { expect, test } from "vitest";
import { agentName, sessionName } from "../src/names";

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
