// What has become of one question so far, and the three stations of an answer: sent, taken by the
// machine, the agent went on. Pure; fed by documents, live lines and receipts.

import type { Line } from "../lines";
import { text } from "../terminal/words";
import { plain } from "../plain";
import { fromMicros } from "../time";
import { either, type Asked } from "./asked";

/** What somebody said, as the record tells it. Milliseconds since 1970. */
export interface Answer {
  who: string;
  what: string;
  reason: string;
  at: number;
}

export interface Mine {
  decide: "allow" | "deny";
  scope: string;
  reason: string;
  at: number;
}

/** The receipt of one's own answer. */
export interface Told {
  accepted: boolean;
  code: string;
  reason: string;
  missing: string[];
  at: number;
}

export interface Course {
  asked: Asked;
  /** It still stands in its session's document. */
  open: boolean;
  /** Since when it does not. */
  gone: number;
  answers: Answer[];
  mine: Mine | null;
  told: Told | null;
  taken: number;
  effected: { at: number; failed: boolean } | null;
  ended: { how: "expired" | "withdrawn"; reason: string; at: number } | null;
}

export const newCourse = (asked: Asked): Course => ({
  asked, open: true, gone: 0, answers: [], mine: null, told: null, taken: 0, effected: null, ended: null,
});

/** Kinds of lines that tell of an approval. */
export const KINDS = new Set(["answered", "expired", "withdrawn", "taken", "effected"]);

/** A line that names this approval; true where it told something new. */
export function follow(course: Course, line: Line): boolean {
  const { body, kind } = line;
  if (!body || body["approval"] !== course.asked.approval) return false;
  const at = fromMicros(line.at);
  const reason = text(body, "reason");
  if (kind === "answered") {
    const found = { who: text(body, "who"), what: text(body, "what"), reason, at };
    if (course.answers.some((one) => one.at === at && one.who === found.who)) return false;
    course.answers.push(found);
  } else if (kind === "taken") course.taken ||= at;
  else if (kind === "effected") course.effected ??= { at, failed: body["failed"] === true };
  else if (kind === "expired" || kind === "withdrawn") course.ended ??= { how: kind, reason, at };
  else return false;
  return true;
}

/** Whether nothing more can be said to it. */
export const over = (course: Course): boolean => !course.open || course.ended !== null || decidedBy(course) !== "";

/** `deny`, `allow`, `expired`, `withdrawn`; empty while nobody knows. */
export function decidedBy(course: Course): "" | "deny" | "allow" | "expired" | "withdrawn" {
  if (course.ended) return course.ended.how;
  if (course.answers.some((one) => one.what === "deny")) return "deny";
  if (course.taken || course.effected) return "allow";
  if (!course.open && course.answers.some((one) => one.what !== "deny")) return "allow";
  return "";
}

/** Who decided what, in a sentence; empty while it is not decided. */
export function verdict(course: Course, me: string): string {
  const how = decidedBy(course);
  if (how === "expired") return "Nobody answered in time, so it was denied.";
  if (how === "withdrawn") return `It is void: ${said(course.ended?.reason ?? "", "its turn ended")}.`;
  const name = (who: string): string => (who === me ? "You" : capital(plain(who, { most: 40 })));
  if (how === "deny") {
    const one = course.answers.find((answer) => answer.what === "deny");
    if (!one) return "";
    return `${name(one.who)} denied it${one.reason ? `: “${plain(one.reason, { most: 2_000 })}”` : "."}`;
  }
  if (how === "allow") {
    const who = [...new Set(course.answers.filter((one) => one.what !== "deny").map((one) => name(one.who)))];
    return who.length ? `${either(who, "and")} allowed it.` : "It was allowed.";
  }
  return course.open ? "" : "It was decided meanwhile. The record says by whom.";
}

export interface Station {
  tone: "done" | "wait" | "fail";
  title: string;
  text: string;
  /** Milliseconds since 1970; 0: not yet. */
  at: number;
}

const SCOPED: Readonly<Record<string, string>> = {
  "session-digest": " for this session, exactly this",
  "session-rule": " for this session, by its rule",
};

/** The stations of one's own answer. `agent` and `machine`: by their names. */
export function stations(course: Course, agent: string): Station[] {
  const { mine, asked } = course;
  if (!mine) return [];
  const machine = asked.machine;
  const allow = mine.decide === "allow";
  const first: Station = {
    tone: "done",
    title: allow ? `You allowed it${SCOPED[mine.scope] ?? ", once"}` : "You denied it",
    text: mine.reason ? `sent: “${plain(mine.reason, { most: 200 })}”` : "sent",
    at: mine.at,
  };
  return [first, taken(course, machine), onward(course, allow, agent)].filter((one) => one !== null);
}

const NO_ANSWER = "Nobody can say whether it was taken. What the machine says next stands here.";

function taken(course: Course, machine: string): Station {
  const { told, mine } = course;
  const heard = course.answers.find((one) => mine && one.what === mine.decide && one.at >= mine.at - 60_000);
  if (told?.accepted || (heard && !told)) {
    const more = told?.missing.length ? `counted; still wanted: ${told.missing.map((one) => plain(one, { most: 80 })).join(", ")}` : "";
    return { tone: "done", title: `${machine} took it`, text: more || "decided; later answers change nothing", at: told?.at ?? heard?.at ?? 0 };
  }
  if (!told) return { tone: "wait", title: `${machine} has not taken it yet`, text: "waiting for its receipt", at: 0 };
  if (told.code === "no-answer") return { tone: "fail", title: `${machine} did not answer`, text: NO_ANSWER, at: told.at };
  if (told.code === "not-connected") return { tone: "fail", title: "Not sent", text: "There was no connection. Nothing is sent later.", at: told.at };
  const why = plain(told.reason || told.code, { most: 400 });
  const decided = told.code === "approval-decided";
  return { tone: "fail", title: decided ? "Decided already" : `${machine} refused it`, text: why, at: told.at };
}

/** What the agent did with it; null where it never comes to that. */
function onward(course: Course, allow: boolean, agent: string): Station | null {
  const { told, effected, ended, open } = course;
  if (told && !told.accepted) return null;
  if (ended) {
    const why = ended.how === "expired" ? "it expired" : said(ended.reason, "it is void");
    return { tone: "fail", title: `${agent} did not go on`, text: why, at: ended.at };
  }
  const denied = course.answers.find((one) => one.what === "deny");
  if (!allow) {
    if (!open) return { tone: "done", title: `${agent} was told`, text: "it goes on without it", at: course.gone };
    return { tone: "wait", title: `${agent} is being told`, text: "", at: 0 };
  }
  if (denied) return { tone: "fail", title: "Somebody denied it", text: plain(denied.reason, { most: 400 }), at: denied.at };
  if (effected)
    return effected.failed
      ? { tone: "done", title: `${agent} went on`, text: "what you allowed ran once, and failed", at: effected.at }
      : { tone: "done", title: `${agent} went on`, text: "exactly what you allowed was run, once", at: effected.at };
  if (course.taken) return { tone: "wait", title: `${agent} runs it`, text: "let through; it has not told the end yet", at: course.taken };
  const more = told?.missing.length ?? 0;
  return { tone: "wait", title: more ? "Waits for the others" : `${agent} has not gone on yet`, text: "", at: 0 };
}

const said = (reason: string, otherwise: string): string => plain(reason || otherwise, { most: 400 }).replace(/\.$/, "");
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
