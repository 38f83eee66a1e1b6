// What a session's document says, in words for people. Pure.
import { agentName } from "../names";
import { plain } from "../plain";
import { clock, duration, fromMicros } from "../time";

export type State = Record<string, unknown>;

const PHASES: Record<string, [string, string]> = {
  starting: ["Starting", ""],
  running: ["Running", "clear"],
  idle: ["Idle", ""],
  working: ["Working", "clear"],
  waiting: ["Waits for an answer", "wait"],
  ended: ["Ended", ""],
  lost: ["Lost", "stop"],
};

export const FINAL = new Set(["ended", "lost"]);

export const text = (state: State | null, name: string): string => {
  const value = state?.[name];
  return typeof value === "string" ? value : "";
};
export const number = (state: State | null, name: string): number | null => {
  const value = state?.[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
};

/** `Working 2 min`, and the signal's class. */
export function phase(state: State | null, now: number): [string, string] {
  const [word, tone] = PHASES[text(state, "phase")] ?? ["", ""];
  const since = number(state, "since");
  if (!word || since === null) return [word, tone];
  const at = fromMicros(since);
  return [FINAL.has(text(state, "phase")) ? `${word} ${clock(at, now)}` : `${word} ${duration(now - at)}`, tone];
}

/** Who reads a prompt: the agent by its name, or the program of a plain terminal. */
export function agent(state: State | null): string {
  const found = text(state, "agent");
  return found && found !== "terminal" ? agentName(found) : "the program";
}

const LEVELS: Record<string, string> = {
  plain: "Plain: stops what the agent asks for, not what it lets run",
  shielded: "Shielded: also hides Signalbox and its keys from the agent",
  apart: "Apart: edge and agent have accounts of their own",
};

export function gate(state: State): string {
  const found = text(state, "gate");
  if (found === "not gated") return "Not gated: nobody is asked before it acts";
  return found ? found.charAt(0).toUpperCase() + found.slice(1) : "";
}
export const level = (state: State): string => LEVELS[text(state, "level")] ?? "";

export function exit(state: State, now: number): string {
  const found = state["exit"] as State | undefined;
  const at = clock(fromMicros(number(state, "since") ?? 0), now);
  if (text(state, "phase") === "lost") return `its host died at ${at}`;
  if (!found) return "";
  const signal = text(found, "signal");
  return signal ? `by signal ${plain(signal)} at ${at}` : `with status ${number(found, "status") ?? "unknown"} at ${at}`;
}

export function record(state: State): string {
  const head = number(state, "head") ?? 0;
  const safe = number(state, "archived");
  const spell = (n: number): string => n.toLocaleString("en").replaceAll(",", "\u202f");
  return safe === null ? `${spell(head)} lines, on the machine` : `safe up to line ${spell(Math.min(safe, head))} of ${spell(head)}`;
}

/** Why everything that it asks for is denied just now; empty where it is not. */
export function denies(state: State | null): string {
  const shut = text(state, "shut");
  if (shut) return `Its gate is shut and denies everything: ${plain(shut, { most: 400 })}.`;
  return state?.["paused"] === true
    ? "Paused: too much was denied in one turn. Everything is denied until somebody prompts it."
    : "";
}

/** `Ask Ana or Bo.`; empty where nobody is known. */
export function whom(names: string[]): string {
  const shown = names.map((one) => plain(one, { most: 40 }));
  if (!shown.length) return "Ask an administrator.";
  const last = shown.pop() ?? "";
  return shown.length ? `Ask ${shown.join(", ")} or ${last}.` : `Ask ${last}.`;
}
