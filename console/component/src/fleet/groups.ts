// Which group a session stands in, and in which order. Pure.
import type { There } from "../presence";
import { FINAL, number, text, type State } from "../terminal/words";
import { fromMicros } from "../time";

export type Group = "needs" | "attention" | "working" | "running" | "idle" | "away" | "ended";

/** Ordered by what a person asks first: does anything need me? */
export const GROUPS: readonly [Group, string][] = [
  ["needs", "Needs you"],
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
  /** Until when it can be answered; null where it waits for ever, or for nobody. */
  until: number | null;
  /** Who may answer what it asks, where the one who looks may not. */
  whom: readonly string[];
}

/** What the page knows beside the document. */
export interface Around {
  there: There;
  /** Whether the one who looks may answer what this session asks. */
  answers: boolean;
  /** Who may, as far as that is told. */
  whom: readonly string[];
}

/** A machine that is away makes every claim about its living sessions an old one; what waits for
 * somebody else is to be known of, and nothing to act on. */
export function groupOf(state: State, { there, answers }: Pick<Around, "there" | "answers">): Group {
  const phase = text(state, "phase");
  if (FINAL.has(phase)) return "ended";
  if (there.state === "away") return "away";
  if (phase === "waiting") return answers ? "needs" : "attention";
  if (number(state, "attention") !== null) return "attention";
  if (phase === "idle") return "idle";
  return phase === "working" ? "working" : "running";
}

export function rowOf(key: string, state: State, around: Around): Row {
  const group = groupOf(state, around);
  const waits = text(state, "phase") === "waiting";
  const called = group === "attention" && !waits ? number(state, "attention") : null;
  const since = group === "away" ? around.there.since : fromMicros(called ?? number(state, "since") ?? 0);
  const until = group === "needs" ? leastLeft(state) : null;
  return { key, state, group, since, until, whom: waits && !around.answers ? around.whom : [] };
}

function leastLeft(state: State): number | null {
  const asked = Array.isArray(state["questions"]) ? (state["questions"] as State[]) : [];
  const ends = asked.map((one) => number(one, "until")).filter((one) => one !== null);
  return ends.length ? fromMicros(Math.min(...ends)) : null;
}

const FAR = Number.MAX_SAFE_INTEGER;

/** Least time left first, then who waits longest, where somebody is needed; else the latest first. */
export function arranged(rows: Iterable<Row>): Map<Group, Row[]> {
  const out = new Map<Group, Row[]>(GROUPS.map(([name]) => [name, []]));
  for (const row of rows) out.get(row.group)?.push(row);
  for (const [name, group] of out) {
    const order = name === "needs" || name === "attention" ? 1 : -1;
    group.sort((a, b) =>
      (a.until ?? FAR) - (b.until ?? FAR) || order * (a.since - b.since) || (a.key < b.key ? -1 : 1));
  }
  return out;
}
