// Which group a session stands in, in which order, and what is left of it after the filters. Pure.
import { matchesWords } from "./words";
import type { There } from "../presence";
import { FINAL, number, text, type State } from "../terminal/words";
import { fromMicros } from "../time";

export type Group = "needs" | "attention" | "working" | "running" | "idle" | "away" | "ended";

/** Ordered by what a person asks first: does anything need me? */
export const GROUPS: readonly [Group, string][] = [
  ["needs", "Needs people"],
  ["attention", "Attention"],
  ["working", "Working"],
  ["running", "Running"],
  ["idle", "Idle"],
  ["away", "Out of reach"],
  ["ended", "Ended"],
];

export interface Row {
  /** `m/p/s`. */
  key: string;
  state: State;
  group: Group;
  /** Milliseconds since 1970; what the row's time counts from. */
  since: number;
}

/** A machine that is away makes every claim about its living sessions an old one. */
export function groupOf(state: State, there: There): Group {
  const phase = text(state, "phase");
  if (FINAL.has(phase)) return "ended";
  if (there.state === "away") return "away";
  if (phase === "waiting") return "needs";
  if (number(state, "attention") !== null) return "attention";
  if (phase === "idle") return "idle";
  return phase === "working" ? "working" : "running";
}

export function rowOf(key: string, state: State, there: There): Row {
  const group = groupOf(state, there);
  const called = group === "attention" ? number(state, "attention") : null;
  const since = group === "away" ? there.since : fromMicros(called ?? number(state, "since") ?? 0);
  return { key, state, group, since };
}

export interface Filters {
  words: string;
  machine: string;
  project: string;
  agent: string;
}

export const NO_FILTERS: Filters = { words: "", machine: "", project: "", agent: "" };
const FIELDS = ["machine", "project", "agent"] as const;

/** As it stands in the address: `machine=atlas&q=flaky`. */
export function spellFilters(filters: Filters): string {
  const out = new URLSearchParams();
  if (filters.words) out.set("q", filters.words);
  for (const name of FIELDS) if (filters[name]) out.set(name, filters[name]);
  return out.toString();
}

export function readFilters(spelt: string): Filters {
  const found = new URLSearchParams(spelt.slice(0, 500));
  const out: Filters = { ...NO_FILTERS, words: found.get("q") ?? "" };
  for (const name of FIELDS) out[name] = found.get(name) ?? "";
  return out;
}

export function passes(row: Row, filters: Filters): boolean {
  return FIELDS.every((name) => !filters[name] || text(row.state, name) === filters[name]) &&
    matchesWords(row.state, filters.words);
}

/** Longest waiting first where somebody is needed, else the latest first. */
export function arranged(rows: Iterable<Row>): Map<Group, Row[]> {
  const out = new Map<Group, Row[]>(GROUPS.map(([name]) => [name, []]));
  for (const row of rows) out.get(row.group)?.push(row);
  for (const [name, group] of out) {
    const order = name === "needs" || name === "attention" ? 1 : -1;
    group.sort((a, b) => order * (a.since - b.since) || (a.key < b.key ? -1 : 1));
  }
  return out;
}
