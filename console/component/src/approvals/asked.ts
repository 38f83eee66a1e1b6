// One open question of a session, as its document tells it, and who may answer it. Pure: it decides
// nothing, the machine judges by its own policy.

import { agentName } from "../names";
import { text, type State } from "../terminal/words";
import { plain } from "../plain";
import { fromMicros } from "../time";

/** One part of what would run: the row of a rule that looked at it. */
export interface Part {
  decide: string;
  what: string;
  text: string;
  rule: string;
  why: string;
}

export interface Program {
  path: string;
  sha256: string;
}

export interface Asked {
  /** `m/p/s` */
  place: string;
  machine: string;
  project: string;
  session: string;
  /** An id names one exact action for ever; an answer bears the digest beside it. */
  approval: string;
  digest: string;
  form: string;
  tool: string;
  summary: string;
  /** What the document carries of it: whole, unless `cut`. */
  input: Record<string, unknown> | null;
  /** Larger than what travels: it must be opened before it can be allowed. */
  cut: boolean;
  /** Nothing in it is masked, spelt otherwise or invisible. */
  whole: boolean;
  /** Where the input held what the record cannot, in words. */
  spelt: string[];
  folder: string;
  rule: string;
  /** Why people are asked. */
  why: string;
  mode: string;
  /** seq of its line in the record. */
  seq: number | null;
  /** Milliseconds since 1970, by the machine's clock. */
  asked: number;
  /** The same in microseconds, as the document has it. */
  micros: number;
  until: number | null;
  /** How many have to say yes, and who has. */
  count: number;
  yes: string[];
  /** What is still wanted, in the machine's words. */
  missing: string[];
  group: string;
  excludes: boolean;
  requesters: string[];
  wantsReason: boolean;
  scopes: string[];
  parts: Part[];
  programs: Program[];
  /** The session's document that brought it. */
  state: State;
}

export const SCOPES = ["once", "session-digest", "session-rule"] as const;

/** The questions of a document, in its order. */
export function questionsOf(place: string, state: State): Asked[] {
  const found = state["questions"];
  return Array.isArray(found) ? found.flatMap((one) => read(place, state, object(one)) ?? []) : [];
}

function read(place: string, state: State, one: State | null): Asked | null {
  const [machine = "", project = "", session = ""] = place.split("/");
  const approval = text(one, "approval");
  const digest = text(one, "digest");
  if (!one || !/^[0-9a-z]{8}$/.test(approval) || !/^[0-9a-f]{64}$/.test(digest)) return null;
  const micros = (name: string): number | null => (typeof one[name] === "number" ? fromMicros(one[name]) : null);
  const input = object(one["input"]);
  const scopes = texts(one["scopes"]);
  return {
    place, machine, project, session, approval, digest,
    form: text(one, "form") || "permission",
    tool: text(one, "tool"),
    summary: text(one, "summary"),
    input,
    cut: one["cut"] === true || input === null,
    rule: text(one, "rule"),
    whole: one["whole"] === true,
    spelt: texts(one["spelt"]),
    folder: text(one, "folder") || text(state, "folder"),
    why: text(one, "why"),
    mode: text(one, "mode") || text(state, "mode"),
    seq: Number.isInteger(one["seq"]) ? (one["seq"] as number) : null,
    asked: micros("asked") ?? 0,
    micros: typeof one["asked"] === "number" ? one["asked"] : 0,
    until: micros("until"),
    count: typeof one["count"] === "number" ? Math.max(1, one["count"]) : 1,
    yes: texts(one["yes"]),
    missing: texts(one["missing"]),
    group: text(one, "group"),
    excludes: one["exclude_requester"] === true,
    requesters: texts(one["requesters"]),
    wantsReason: one["reason_required"] === true,
    scopes: SCOPES.filter((scope) => scope === "once" || scopes.includes(scope)),
    parts: rows(one["parts"], ["decide", "what", "text", "rule", "why"]) as unknown as Part[],
    programs: rows(one["programs"], ["path", "sha256"]) as unknown as Program[],
    state,
  };
}

/** What one person may say to it. */
export interface Standing {
  allow: boolean;
  deny: boolean;
  /** Why not, where something is not possible; empty: all is. */
  why: string;
}

export interface May {
  may(right: string, machine: string, project: string, session: string): boolean;
  ask(right: string): string[];
}

/** Who belongs to a group, only the machine knows: it refuses who does not. */
export function standingOf(asked: Asked, user: string, access: May | null): Standing {
  if (!access?.may("approve", asked.machine, asked.project, asked.session)) {
    const names = either(access?.ask("approve") ?? []);
    const whom = names ? `Ask ${names}.` : "Ask an administrator.";
    return { allow: false, deny: false, why: `You look on. Answering takes the right “approve”. ${whom}` };
  }
  if (asked.excludes && asked.requesters.includes(user)) {
    const who = asked.group ? `another one of ${plain(asked.group, { most: 60 })}` : "somebody else";
    return { allow: false, deny: true, why: `You asked for it yourself, so ${who} must allow it. You can deny it.` };
  }
  if (asked.yes.includes(user))
    return { allow: false, deny: true, why: `You have said yes. ${left(asked)} You can still deny it.` };
  return { allow: true, deny: true, why: "" };
}

/** `One more yes is wanted.`; empty where nothing is told. */
export function left(asked: Asked): string {
  if (asked.missing.length) return `Still wanted: ${asked.missing.map((one) => plain(one, { most: 80 })).join(", ")}.`;
  const more = asked.count - asked.yes.length;
  return more > 0 ? (more === 1 ? "One more yes is wanted." : `${more} more are wanted.`) : "";
}

/** How many questions of a session wait for this very person. */
export const waitFor = (place: string, state: State, user: string, access: May | null): number =>
  questionsOf(place, state).filter((one) => standingOf(one, user, access).allow).length;

/** Whether it asks, and each time somebody else than this person. */
export function othersMust(place: string, state: State, user: string, access: May | null): boolean {
  const asked = questionsOf(place, state);
  return asked.length > 0 && !asked.some((one) => standingOf(one, user, access).allow);
}

/** The question that came last: what there is to be told of. */
export const newestOf = (place: string, state: State): Asked | null =>
  questionsOf(place, state).reduce<Asked | null>((last, one) => (last && last.micros >= one.micros ? last : one), null);

const VERBS: Readonly<Record<string, string>> = {
  Bash: "Run a command",
  Edit: "Edit a file",
  MultiEdit: "Edit a file",
  Write: "Write a file",
  NotebookEdit: "Edit a notebook",
  Read: "Read a file",
  WebFetch: "Fetch a page",
  WebSearch: "Search the web",
};

/** What it is about, in words: `Run a command in 5 parts`. */
export function titleOf(asked: Asked): string {
  if (asked.form === "question") return "Answer a question";
  if (asked.form === "plan") return "Go on with a plan";
  const known = Object.hasOwn(VERBS, asked.tool) ? VERBS[asked.tool] : undefined;
  if (asked.tool === "Bash" && asked.parts.length > 1) return `${known} in ${asked.parts.length} parts`;
  const [mcp, server, ...tool] = asked.tool.split("__");
  if (mcp === "mcp" && server && tool.length)
    return `Use ${plain(tool.join("__"), { most: 60 })} of ${plain(server, { most: 60 })}`;
  return known ?? (asked.tool ? `Use ${plain(asked.tool, { most: 80 })}` : "Answer");
}

/** `Claude Code`; whoever asks. */
export const askerOf = (asked: Asked): string => agentName(text(asked.state, "agent")) || "The agent";

/** `Ben or Chidi`; of many the first ones. */
export function either(names: readonly string[], word = "or"): string {
  const shown = names.slice(0, 5).map((one) => plain(one, { most: 40 }));
  if (names.length > shown.length) return `${shown.join(", ")} ${word} ${names.length - shown.length} more`;
  const last = shown.pop() ?? "";
  return shown.length ? `${shown.join(", ")} ${word} ${last}` : last;
}

export function rows(value: unknown, names: readonly string[]): Record<string, string>[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const found = object(one);
    return found ? [Object.fromEntries(names.map((name) => [name, text(found, name)]))] : [];
  });
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

export function object(value: unknown): Record<string, unknown> | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}
