// Where a session page stands: why nothing can be sent, and who else is here. Pure.
import { plain } from "../plain";
import type { Status, There } from "../link";
import { ago, clock } from "../time";
import type { State } from "./words";

export interface Away {
  /** For the bar below the terminal. */
  short: string;
  /** For the line above it; empty: nothing to say yet. */
  long: string;
  expired?: boolean;
}

const KEPT = "Your draft is kept here. Nothing is sent until it is back and you press Send.";

/** Why nothing can be sent; null where it can. `heard`: the machine has answered on this connection,
 * for what is retained proves nothing. */
export function away(status: Status, machine: string, there: There, heard: boolean, now: number): Away | null {
  const { state, since, connection } = status;
  if (state === "expired")
    return { short: "Logged out", long: "Your log-in has run out. Your draft is kept here.", expired: true };
  if (state === "reconnecting")
    return connection
      ? { short: "Reconnecting", long: `Reconnecting to the hub since ${clock(since, now)}. ${KEPT}` }
      : { short: "Connecting", long: "" };
  if (state === "away") return { short: "Hub out of reach", long: `The hub is out of reach since ${clock(since, now)}. ${KEPT}` };
  if (there.state === "away") {
    const when = there.since ? ` since ${clock(there.since, now)}` : "";
    return { short: "Machine away", long: `${machine} is asleep or offline${when}. ${KEPT}` };
  }
  return there.state === "there" && heard ? null : { short: "Connecting", long: "" };
}

/** Others who watch, safe to show. */
export function watchers(state: State | null): string[] {
  const found = state?.["watchers"];
  return (Array.isArray(found) ? found : [])
    .filter((one): one is string => typeof one === "string")
    .map((one) => plain(one, { most: 40 }));
}

/** `Ben watches · Ben typed 2 min ago`; empty where nobody else is here. */
export function others(state: State | null, typed: { who: string; at: number } | null, me: string, now: number): string {
  const names = watchers(state).filter((one) => one !== me);
  const watch = names.length === 1 ? `${names[0]} watches` : names.length ? `${names.length} others watch` : "";
  if (!typed || typed.who === me || now - typed.at > 600_000) return watch;
  const when = now - typed.at < 10_000 ? "now" : `${ago(typed.at, now)} ago`;
  return [watch, `${plain(typed.who, { most: 40 })} typed ${when}`].filter(Boolean).join(" · ");
}
