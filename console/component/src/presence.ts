// Whether a machine is there, judged by its beat. Pure.

export const AWAY_MS = 30_000;

export interface Beat {
  boot: number;
  incarnation: string;
}

export interface There {
  /** `unknown` until anything was heard of it. */
  state: "there" | "away" | "unknown";
  /** When the state began, milliseconds since 1970; 0 where nobody knows. */
  since: number;
  beat: Beat | null;
}

/** One machine's presence: feed documents and ask at any time. */
export class Presence {
  private online: boolean | null = null;
  private since = 0;
  private beat: Beat | null = null;
  private heard = 0;

  /** A document arrived at `now`; false where it is none. */
  take(document: Record<string, unknown> | null, now: number): boolean {
    if (document === null) {
      this.online = null;
      this.beat = null;
      return true;
    }
    const online = document["online"];
    const since = document["since"];
    if (typeof online !== "boolean" || typeof since !== "number") return false;
    const found = document["beat"] as Record<string, unknown> | undefined;
    const beat =
      found && typeof found["boot"] === "number" && typeof found["incarnation"] === "string"
        ? { boot: found["boot"], incarnation: found["incarnation"] }
        : null;
    if (online) {
      const moved = beat?.boot !== this.beat?.boot || beat?.incarnation !== this.beat?.incarnation;
      if (moved || this.online === null) this.heard = now;
      this.since = since / 1000;
    } else {
      // A will is written before it is needed and knows no time of its own.
      if (this.online) this.since = now;
      else if (this.online === null) this.since = since / 1000;
    }
    this.online = online;
    if (beat) this.beat = beat;
    return true;
  }

  /** After a reconnect the beat may be as old as the pause: it gets its time once more. */
  again(now: number): void {
    if (this.online) this.heard = now;
  }

  at(now: number): There {
    if (this.online === null) return { state: "unknown", since: 0, beat: null };
    if (this.online && now - this.heard > AWAY_MS)
      return { state: "away", since: this.heard, beat: this.beat };
    return { state: this.online ? "there" : "away", since: this.since, beat: this.beat };
  }
}
