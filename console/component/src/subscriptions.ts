// Who on this page listens to what, and what is therefore asked of the broker: the fewest filters,
// asked again where a connection is new. Retained documents are kept for whoever comes later.

import type { Wire } from "./dial";
import { fewest, isRetained, matches } from "./topics";

export type Off = () => void;
/** `payload` is empty where a retained document was cleared. */
export type OnMessage = (topic: string, payload: Uint8Array) => void;

/** Rights may be about to come: a refused filter is asked for again, less and less often. */
const REFUSED_WAITS_MS = [500, 1_500, 4_000, 8_000, 16_000];

export class Subscriptions {
  private wire: Wire | null = null;
  private readonly listeners = new Map<string, Set<OnMessage>>();
  private asked = new Set<string>();
  private readonly refusals = new Map<string, number>();
  private readonly retained = new Map<string, Uint8Array>();

  /** A connection is there: everything is asked for on it. */
  opened(wire: Wire): void {
    this.wire = wire;
    this.ask();
  }

  closed(): void {
    this.wire = null;
    this.asked.clear();
    this.refusals.clear();
  }

  /** Messages of a filter, and at once the retained documents that are known already. */
  subscribe(filter: string, fn: OnMessage): Off {
    const off = this.hold(filter, fn);
    for (const [topic, bytes] of this.retained) if (matches(filter, topic)) fn(topic, bytes);
    return off;
  }

  /** Messages of a filter, from now on. */
  hold(filter: string, fn: OnMessage): Off {
    const there = this.listeners.get(filter) ?? new Set();
    this.listeners.set(filter, there);
    there.add(fn);
    this.ask();
    return () => {
      there.delete(fn);
      if (there.size === 0 && this.listeners.get(filter) === there) {
        this.listeners.delete(filter);
        for (const topic of [...this.retained.keys()])
          if (matches(filter, topic) && ![...this.listeners.keys()].some((one) => matches(one, topic)))
            this.retained.delete(topic);
        this.ask();
      }
    };
  }

  arrived(topic: string, bytes: Uint8Array): void {
    if (isRetained(topic)) {
      if (bytes.length) this.retained.set(topic, bytes);
      else this.retained.delete(topic);
    }
    for (const [filter, listeners] of [...this.listeners]) {
      if (!matches(filter, topic)) continue;
      for (const fn of [...listeners]) {
        try {
          fn(topic, bytes);
        } catch (trouble) {
          console.error("a component could not take a message", trouble);
        }
      }
    }
  }

  /** Brings what is asked of the broker in line with what is wanted. */
  private ask(): void {
    if (!this.wire) return;
    const wanted = fewest(this.listeners.keys());
    const fresh = [...wanted].filter((one) => !this.asked.has(one));
    const gone = [...this.asked].filter((one) => !wanted.has(one));
    this.asked = wanted;
    if (fresh.length) this.wire.subscribe(fresh, (filter) => this.refused(filter));
    if (gone.length) this.wire.unsubscribe(gone);
  }

  private refused(filter: string): void {
    const count = this.refusals.get(filter) ?? 0;
    const wait = REFUSED_WAITS_MS[count];
    const wire = this.wire;
    if (wait === undefined) return;
    this.refusals.set(filter, count + 1);
    setTimeout(() => {
      if (wire && this.wire === wire && this.asked.has(filter)) wire.subscribe([filter], (again) => this.refused(again));
    }, wait);
  }
}
