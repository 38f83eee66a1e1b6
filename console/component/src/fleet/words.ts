// What a row of the fleet says. Pure; all text of others goes through plain().
import { agentName, sessionName } from "../names";
import { plain } from "../plain";
import { FINAL, number, text, type State } from "../terminal/words";
import { clock, duration } from "../time";
import type { Row } from "./groups";

const MOST = 400;

export const title = (state: State): string =>
  sessionName(text(state, "title"), text(state, "session"), text(state, "agent"), text(state, "folder"), MOST);

/** One line: what it does, or what became of it. */
export function now(row: Row): string {
  const { state, group } = row;
  if (group === "away") return `Was ${text(state, "phase") || "there"} when ${plain(text(state, "machine"), { most: 40 })} was last heard`;
  if (group === "ended") return ending(state);
  if (text(state, "phase") === "waiting") {
    const asked = asks(state);
    return group === "needs" ? asked : `Waits for ${either(row.whom) || "somebody who may answer"}: ${asked}`;
  }
  const doing = sentence(plain(text(state, "doing"), { most: MOST }));
  if (group === "attention") return doing ? `Calls for somebody. ${doing}` : "Calls for somebody to look";
  if (doing) return doing;
  if (group === "idle") return "Waits for a prompt";
  if (text(state, "phase") === "starting") return "Starts";
  return group === "working" ? "Works" : "A program that does not tell what it does";
}

/** What it waits for, and how many more. */
function asks(state: State): string {
  const asked = Array.isArray(state["questions"]) ? (state["questions"] as State[]) : [];
  const summary = plain(text(asked[0] ?? null, "summary"), { most: MOST });
  const more = asked.length > 1 ? ` And ${asked.length - 1} more.` : "";
  // A command is shown as it is, to the letter.
  if (text(asked[0] ?? null, "form") === "permission" && summary)
    return (summary.includes("`") ? summary : `\`${summary}\``) + more;
  if (text(asked[0] ?? null, "form") === "question" && summary) return `Asks: “${summary}”${more}`;
  return (sentence(summary) || sentence(plain(text(state, "doing"), { most: MOST })) || "An answer") + more;
}

/** `Ben or Chidi`; of many the first two. */
function either(names: readonly string[]): string {
  const shown = names.slice(0, 2).map((one) => plain(one, { most: 40 }));
  if (names.length > 2) return `${shown.join(", ")} or ${names.length - 2} more`;
  return shown.join(" or ");
}

const sentence = (said: string): string => said.charAt(0).toUpperCase() + said.slice(1);

function ending(state: State): string {
  const exit = state["exit"] as State | null | undefined;
  const status = number(exit ?? null, "status");
  const signal = text(exit ?? null, "signal");
  const files = number(state, "files_changed") ?? 0;
  const changed = files > 0 ? ` · ${files} ${files === 1 ? "file" : "files"} changed` : "";
  if (text(state, "phase") === "lost") return `Its host was lost${changed}`;
  if (signal) return `Ended by ${plain(signal, { most: 32 })}${changed}`;
  return (status === null ? "Ended" : status === 0 ? "Exit 0" : `Failed with exit ${status}`) + changed;
}

export function failed(state: State): boolean {
  const exit = state["exit"] as State | null | undefined;
  return text(state, "phase") === "lost" || (number(exit ?? null, "status") ?? 0) !== 0 || text(exit ?? null, "signal") !== "";
}

/** Two parts: project and branch, agent and machine. */
export function meta(state: State): [string, string] {
  const project = text(state, "project");
  const part = (name: string): string => plain(text(state, name), { most: 80 });
  const gate = text(state, "gate") === "not gated" && !FINAL.has(text(state, "phase")) ? "not gated" : "";
  const joined = (parts: string[]): string => parts.filter(Boolean).join(" · ");
  return [
    joined([project === "-" ? "no project" : part("project"), part("branch")]),
    joined([agentName(text(state, "agent")), part("machine"), gate]),
  ];
}

export function age(row: Row, at: number): string {
  if (row.until !== null) return row.until > at ? `${duration(row.until - at)} left` : "no time left";
  if (!row.since) return "";
  return row.group === "ended" || row.group === "away" ? clock(row.since, at) : duration(at - row.since);
}

/** Every word stands somewhere in what a row says; case and accents do not count. */
export function matchesWords(state: State, words: string): boolean {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return true;
  const said = ["title", "doing", "machine", "project", "branch", "agent", "folder", "session"].map((name) => text(state, name));
  const asked = Array.isArray(state["questions"]) ? (state["questions"] as State[]).map((one) => text(one, "summary")) : [];
  const all = folded([...said, agentName(text(state, "agent")), ...asked].join("\n"));
  return wanted.every((word) => all.includes(word));
}

const folded = (said: string): string => said.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
