// What a row of the fleet says. Pure; all text of others goes through plain().
import { plain } from "../plain";
import type { There } from "../presence";
import { number, text, type State } from "../terminal/words";
import { clock, duration } from "../time";
import type { Row } from "./groups";

const MOST = 400;

export function title(state: State): string {
  return plain(text(state, "title"), { most: MOST }) || `Session ${text(state, "session").slice(-6)}`;
}

/** One line: what it does, or what became of it. */
export function now(row: Row): string {
  const { state, group } = row;
  const machine = plain(text(state, "machine"), { most: 40 });
  if (group === "away") return `Was ${wordOf(text(state, "phase"))} when ${machine} was last heard`;
  if (group === "ended") return ending(state);
  const doing = plain(text(state, "doing"), { most: MOST });
  if (group === "needs") {
    const asked = state["questions"];
    const first = Array.isArray(asked) ? (asked[0] as State | undefined) : undefined;
    return plain(text(first ?? null, "summary"), { most: MOST }) || doing || "Waits for an answer";
  }
  if (group === "attention") return doing || "Its program calls for somebody";
  if (doing) return doing;
  return text(state, "gate") === "not gated" ? "Not gated" : "";
}

function wordOf(phase: string): string {
  return phase === "waiting" ? "waiting" : phase === "working" ? "working" : phase || "there";
}

function ending(state: State): string {
  const exit = state["exit"] as State | null | undefined;
  const status = number(exit ?? null, "status");
  const signal = text(exit ?? null, "signal");
  if (text(state, "phase") === "lost") return "Its host was lost";
  if (signal) return `Ended by ${plain(signal, { most: 32 })}`;
  return status === null ? "Ended" : status === 0 ? "Exit 0" : `Failed with exit ${status}`;
}

export function failed(state: State): boolean {
  const exit = state["exit"] as State | null | undefined;
  return text(state, "phase") === "lost" || (number(exit ?? null, "status") ?? 0) !== 0 || text(exit ?? null, "signal") !== "";
}

/** Two parts: project and branch, agent and machine. */
export function meta(state: State): [string, string] {
  const project = text(state, "project");
  const where = [project === "-" ? "no project" : project, text(state, "branch")];
  const what = [text(state, "agent"), text(state, "machine")];
  const joined = (parts: string[]): string =>
    parts.filter(Boolean).map((one) => plain(one, { most: 80 })).join(" · ");
  return [joined(where), joined(what)];
}

export function age(row: Row, at: number): string {
  if (!row.since) return "";
  return row.group === "ended" || row.group === "away" ? clock(row.since, at) : duration(at - row.since);
}

export function matchesWords(state: State, words: string): boolean {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return true;
  const said = ["title", "doing", "machine", "project", "branch", "agent", "folder", "session"]
    .map((name) => text(state, name).toLowerCase())
    .join("\n");
  return wanted.every((word) => said.includes(word));
}

/** `5 sessions · load 1.8`, or since when nothing was heard. */
export function machine(there: There, info: State | null, sessions: number, at: number): string {
  if (there.state === "unknown") return "nothing heard yet";
  if (there.state === "away") return there.since ? `asleep or offline since ${clock(there.since, at)}` : "offline";
  const load = number(info, "load");
  const count = sessions === 1 ? "1 session" : `${sessions} sessions`;
  return load === null ? count : `${count} · load ${(load / 100).toFixed(1)}`;
}
