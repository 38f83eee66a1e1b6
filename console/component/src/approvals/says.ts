// What a card says around the request itself: who may answer, since when, why not now. Pure.

import type { Status, There } from "../link";
import { plain } from "../plain";
import { text, level } from "../terminal/words";
import { agentName, sessionName } from "../names";
import { clock } from "../time";
import { either, left, type Asked } from "./asked";
import { marks, textOfBlocks, type Block } from "./blocks";

/** Why nothing can be sent just now; empty where it can. */
export function hindrance(status: Status, machine: string, there: There, now: number): string {
  if (status.state === "expired") return "Your log-in has ended. Log in again to answer.";
  if (status.state !== "connected")
    return status.connection ? "No connection to the hub. Nothing is sent until it is back." : "Connecting…";
  if (there.state === "away") {
    const since = there.since ? ` since ${clock(there.since, now)}` : "";
    return `${machine} is asleep or offline${since}. The question is held there; nothing is sent until it is back.`;
  }
  return there.state === "there" ? "" : `Waiting for a word from ${machine}…`;
}

export const scopeSays = (scope: string, asked: Asked): [title: string, more: string] =>
  scope === "session-digest"
    ? ["This session, exactly this", "The very same action again is not asked about. It ends with the session, or after 8 h."]
    : scope === "session-rule"
      ? [`This session, all of “${plain(asked.rule, { most: 100 })}”`, "Whatever this rule asks about is allowed. It ends with the session, or after 8 h."]
      : ["Once", "The next time it is asked about again."];

/** On the button. */
export const allowSays = (scope: string, reason: boolean): string =>
  `${scope === "session-digest" ? "Allow this always, in this session" : scope === "session-rule" ? "Allow the rule, in this session" : "Allow once"}${reason ? "…" : ""}`;

/** Name and value, for the plate *Why you are asked*; values are not yet safe. */
export function whyRows(asked: Asked, ask: readonly string[], now: number): [string, string][] {
  const who = asked.group ? `${asked.count} of ${asked.group}` : asked.count > 1 ? `${asked.count} of those who may approve here` : "whoever may approve here";
  const known = either(ask);
  const rule = asked.rule && asked.rule !== "no rule" ? `“${asked.rule}”` : "";
  return [
    ["Rule", [rule, asked.why].filter(Boolean).join(": ") || "no rule allows it"],
    ["Mode", asked.mode],
    ["May allow", known && !asked.group ? `${who}, such as ${known}` : who],
    ["Said yes", asked.yes.length ? `${either(asked.yes, "and")}. ${left(asked)}`.trim() : ""],
    ["Asked for by", either(asked.requesters, "and")],
    ["May not", asked.excludes ? "who asked for it" : ""],
    ["Asked", clock(asked.asked, now, true)],
  ];
}

export function whereRows(asked: Asked): [string, string][] {
  const { state } = asked;
  const version = text(state, "version");
  return [
    ["Folder", asked.folder],
    ["Branch", text(state, "branch") && `${text(state, "branch")}${state["dirty"] === true ? ", with changes" : ""}`],
    ["Project", asked.project === "-" ? "none" : asked.project],
    ["Machine", asked.machine],
    ["Agent", [agentName(text(state, "agent")), version].filter(Boolean).join(" ")],
    ["Level", level(state)],
  ];
}

export const sessionOf = (asked: Asked): string =>
  sessionName(text(asked.state, "title"), asked.session, text(asked.state, "agent"), text(asked.state, "folder"));

/** The document holds it all, and yet not word for word: secrets are masked. */
export function masked(asked: Asked, found: readonly Block[]): boolean {
  return !asked.whole && !asked.cut && !asked.spelt.length && marks(textOfBlocks(found)) === 0;
}
