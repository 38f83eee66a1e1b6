// What a session's document tells a person of: waiting, attention, failed, finished, each once per
// session and moment. Pure. Twin of console/hub/notice.py: the same tag and the same words, so that a
// page, another tab and a push are one notification.

import { addressOf } from "../approvals/address";
import { newestOf, questionsOf, type Asked } from "../approvals/asked";
import { agentName } from "../names";
import { plain } from "../plain";
import { FINAL, number, text, type State } from "../terminal/words";
import { fromMicros } from "../time";

export const KINDS = ["waiting", "attention", "failed", "finished"] as const;
export type Kind = (typeof KINDS)[number];

export interface News {
  /** Names it for ever: `<session>.<kind>.<since in microseconds>`. */
  tag: string;
  kind: Kind;
  /** `m/p/s`. */
  place: string;
  state: State;
  /** Milliseconds since 1970. */
  since: number;
}

const SAYS: Readonly<Record<Kind, string>> = {
  waiting: "waits for you",
  attention: "calls for you",
  failed: "has failed",
  finished: "has finished",
};
const MAX_TITLE = 100;

/** Kinds that stand until somebody does something. */
export const needs = (kind: Kind): boolean => kind === "waiting" || kind === "attention";

/** Everything that a document tells of now. */
export function newsOf(place: string, state: State): News[] {
  const since = number(state, "since") ?? 0;
  const called = number(state, "attention");
  const one = (kind: Kind, micros: number): News => ({
    tag: `${place.split("/")[2]}.${kind}.${micros}`,
    kind,
    place,
    state,
    since: fromMicros(micros),
  });
  const phase = text(state, "phase");
  if (FINAL.has(phase)) {
    const exit = state["exit"] as State | null | undefined;
    return [one(phase === "ended" && number(exit ?? null, "status") === 0 ? "finished" : "failed", since)];
  }
  const out: News[] = [];
  // Each question is told of, and not only the first of a turn.
  if (phase === "waiting") out.push(one("waiting", newestOf(place, state)?.micros ?? since));
  if (called !== null) out.push(one("attention", called));
  return out;
}

/** Whether this person has the session in view, on whatever device. */
export function watches(user: string, state: State): boolean {
  const found = state["watchers"];
  return Array.isArray(found) && found.some((one) => String(one).split(".")[0] === user);
}

/** A person's rights, as far as the count needs them. */
export interface May {
  may(right: string, machine: string, project: string, session: string): boolean;
}

/** Whether it stands still until this very person looks at it: to answer is `approve`, to type
 * `drive`. What its document asks in full is counted by itself (`waitFor`). */
export function needsMe(place: string, state: State, access: May): boolean {
  const [machine = "", project = "", session = ""] = place.split("/");
  return newsOf(place, state).some(
    ({ kind }) =>
      (kind === "waiting" && !questionsOf(place, state).length && access.may("approve", machine, project, session)) ||
      (kind === "attention" && access.may("drive", machine, project, session)),
  );
}

/** Title and body of the notification: little, unless the person wants details. */
export function said(news: News, details: boolean): [title: string, body: string] {
  const { state, kind } = news;
  const [machine = "", project = ""] = news.place.split("/");
  if (!details) return [`A session on ${machine} ${SAYS[kind]}`, ""];
  const called = plain(text(state, "title") || `${text(state, "agent")} in ${project}`, { most: MAX_TITLE });
  const where = project === "-" ? machine : `${machine}, project ${project}`;
  const doing = plain(askedIn(news)?.summary || text(state, "doing"), { most: MAX_TITLE }).slice(0, 2 * MAX_TITLE);
  return [`${called.slice(0, 2 * MAX_TITLE)} ${SAYS[kind]}`, doing ? `${where}: ${doing}` : where];
}

/** For the page itself, which only its person sees. */
export function inPage(news: News): string {
  const { state } = news;
  const title = text(state, "title").trim();
  const name = title ? plain(title, { most: 60 }) : `${agentName(text(state, "agent")) || "A session"} on ${news.place.split("/")[0]}`;
  return `${name} ${SAYS[news.kind]}`;
}

/** The question that it tells of. */
export const askedIn = (news: News): Asked | null => (news.kind === "waiting" ? newestOf(news.place, news.state) : null);

/** Where it leads to: to the question, else to the session. */
export function path(news: News): string {
  const asked = askedIn(news);
  return asked ? addressOf(asked) : `/session?s=${news.place}`;
}
