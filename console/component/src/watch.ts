// A `watch` lease that is renewed for as long as somebody looks at the page.

import type { Link } from "./link";
import type { Place } from "./history";

export const LEASE_S = 20;
export const RENEW_MS = 6_000;

export class Watch {
  private due = 0;
  private held = false;

  constructor(
    private readonly link: Link,
    private readonly place: Place,
    private readonly refused: (code: string, reason: string) => void,
    /** The machine took the lease: it is there, and hears this connection. */
    private readonly taken: () => void,
  ) {}

  /** Call it every second; `looked`: the tab is visible and the component is shown. */
  tick(looked: boolean, now: number): void {
    if (!looked) {
      if (this.held) this.send(0);
      this.held = false;
      this.due = 0;
    } else if (now >= this.due && this.send(LEASE_S)) {
      this.held = true;
      this.due = now + RENEW_MS;
    }
  }

  /** End it and begin it again: who is new is sent the screen at once. */
  anew(): void {
    this.send(0);
    this.due = 0;
  }

  renew(): void {
    this.due = 0;
  }

  private send(lease: number): boolean {
    const { machine, project, session } = this.place;
    try {
      this.link.send(machine, project, session, "watch", { lease }, this.refused, this.taken);
      return true;
    } catch {
      return false; // not connected just now
    }
  }
}
