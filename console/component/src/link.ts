// One MQTT connection for all components of the page, kept while pages change.
//
// Each attempt is a new client of mqtt.js: its own reconnect would send again what was under way,
// late. What a person asks for goes out while connected, or is refused at once.

import { Access, Pages } from "./access";
import { HANDSHAKE_MS, KEEPALIVE_S, dialMqtt, type Dial, type Wire } from "./dial";
import { Kept } from "./kept";
import { Presence, type Beat, type There } from "./presence";
import { AGAIN_MS, Pending, Refused, TTL_S, newId, payload, type PageTaker, type Receipt } from "./request";
import { Subscriptions, type Off, type OnMessage } from "./subscriptions";
import { doTopic, isName } from "./topics";

export type { There } from "./presence";
export type { Off, OnMessage } from "./subscriptions";
export { Refused, type Receipt } from "./request";

/** `away`: this browser has no network, or for over a minute no hub; `expired`: log in again. */
export type LinkState = "connected" | "reconnecting" | "away" | "expired";

export interface Status {
  state: LinkState;
  /** Milliseconds since 1970. */
  since: number;
  /** Grows with each connection; 0 before the first. */
  connection: number;
}

export interface RequestOptions {
  onPage?: PageTaker;
  /** Who answers; the machine of the topic where it is missing. */
  answerers?: string[];
  ttl?: number;
  /** Seconds to wait for the receipts; the time to live and a beat where it is missing. */
  wait?: number;
}

const AWAY_AFTER_MS = 60_000;
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000];
const decoder = new TextDecoder();

/** The connection of one person on this page. */
export class Link {
  status: Status = { state: "reconnecting", since: Date.now(), connection: 0 };
  access: Access | null = null;

  private wire: Wire | null = null;
  private open = false;
  private ended = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private heard = 0;
  private readonly pages = new Pages();
  private readonly stateListeners = new Set<(status: Status) => void>();
  private readonly accessListeners = new Set<(access: Access) => void>();
  private readonly subscriptions = new Subscriptions();
  private readonly machines = new Map<string, Presence>();
  private readonly machineOffs = new Map<string, Off>();
  private readonly pending = new Map<string, Pending>();
  private readonly sent = new Map<string, (receipt: Record<string, unknown>) => void>();

  constructor(
    readonly user: string,
    private readonly dial: Dial = dialMqtt,
  ) {
    this.subscriptions.hold(`fleet/reply/${user}/+/+`, (topic, bytes) => this.replied(topic, bytes));
    this.subscriptions.hold(`fleet/hub/access/${user}`, (_, bytes) => this.told(bytes));
    this.ticker = setInterval(() => this.tick(), 1_000);
    if (typeof window !== "undefined") {
      window.addEventListener("online", this.wake);
      window.addEventListener("offline", this.sleep);
      document.addEventListener("visibilitychange", this.wake);
    }
    this.connect();
  }

  // ----- what components use

  /** `state`: each change of `status`, and at once the present one; `access`: each new document. */
  on(event: "state", fn: (status: Status) => void): Off;
  on(event: "access", fn: (access: Access) => void): Off;
  on(event: "state" | "access", fn: ((status: Status) => void) & ((access: Access) => void)): Off {
    if (event === "state") {
      this.stateListeners.add(fn);
      fn(this.status);
      return () => this.stateListeners.delete(fn);
    }
    this.accessListeners.add(fn);
    if (this.access) fn(this.access);
    return () => this.accessListeners.delete(fn);
  }

  /** Messages of a filter, and at once the retained documents that are known already. */
  subscribe(filter: string, fn: OnMessage): Off {
    return this.subscriptions.subscribe(filter, fn);
  }

  /** Whether a machine is there; the first call subscribes to its presence. */
  machine(m: string): There {
    return this.presence(m).at(Date.now());
  }

  /** The latest beat that was read of a machine: what a request bears as `seen`. */
  seen(m: string): Beat | null {
    return this.presence(m).at(Date.now()).beat;
  }

  /** Asks, and gives the receipt. Throws `Refused`: rejected, not connected, or `no-answer`. */
  async request(
    m: string,
    p: string,
    s: string,
    verb: string,
    fields: Record<string, unknown> = {},
    options: RequestOptions = {},
  ): Promise<Receipt> {
    const [receipt] = await this.requestPages(m, p, s, verb, fields, options);
    if (!receipt || receipt.status === "rejected")
      throw new Refused(receipt?.code ?? "no-answer", receipt?.reason ?? "");
    return receipt;
  }

  /** Asks, and gives every answerer's receipt; pages go to `onPage`. Throws only when not connected. */
  requestPages(
    m: string,
    p: string,
    s: string,
    verb: string,
    fields: Record<string, unknown> = {},
    options: RequestOptions = {},
  ): Promise<Receipt[]> {
    if (!this.open || !this.wire) return Promise.reject(notConnected());
    const id = newId();
    const ttl = options.ttl ?? TTL_S;
    const text = payload(id, m === "hub" ? null : this.seen(m), fields, ttl);
    const topic = doTopic(this.user, m, p, s, verb);
    const now = Date.now();
    const until = now + (options.wait ?? ttl + 12) * 1000;
    const waiting = new Pending(id, topic, text, options.answerers ?? [m], until, now, options.onPage);
    this.pending.set(id, waiting);
    this.wire.publish(topic, text, 1);
    return waiting.promise;
  }

  /** Publishes once, without waiting (`keys`, `watch`). Throws `Refused` where not connected. */
  send(
    m: string,
    p: string,
    s: string,
    verb: string,
    fields: Record<string, unknown>,
    refused?: (code: string, reason: string) => void,
    accepted?: () => void,
  ): string {
    if (!this.open || !this.wire) throw notConnected();
    const id = newId();
    this.sent.set(id, (reply) => {
      if (reply["status"] === "rejected")
        refused?.(String(reply["code"] ?? ""), String(reply["reason"] ?? ""));
      else if (reply["status"] === "accepted") accepted?.();
    });
    if (this.sent.size > 256) {
      const oldest = this.sent.keys().next().value;
      if (oldest !== undefined) this.sent.delete(oldest);
    }
    this.wire.publish(doTopic(this.user, m, p, s, verb), payload(id, this.seen(m), fields), 1);
    return id;
  }

  /** Ends for good; `getLink` calls it when nobody has used the link for 15 s. */
  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    clearInterval(this.ticker);
    if (typeof window !== "undefined") {
      window.removeEventListener("online", this.wake);
      window.removeEventListener("offline", this.sleep);
      document.removeEventListener("visibilitychange", this.wake);
    }
    for (const waiting of this.pending.values()) waiting.give("the page was left");
    this.pending.clear();
    this.wire?.end();
    this.wire = null;
    this.open = false;
  }

  // ----- connection

  private connect(): void {
    if (this.ended) return;
    clearTimeout(this.timer);
    this.wire?.end();
    this.subscriptions.closed();
    let over = false;
    const closed = (): void => {
      if (over) return;
      over = true;
      clearTimeout(this.timer);
      this.wire?.end();
      this.wire = null;
      this.lost();
    };
    this.timer = setTimeout(closed, HANDSHAKE_MS);
    this.wire = this.dial(this.user, {
      connected: () => {
        if (over) return;
        clearTimeout(this.timer);
        this.open = true;
        this.tries = 0;
        this.heard = Date.now();
        const now = Date.now();
        for (const one of this.machines.values()) one.again(now);
        if (this.wire) this.subscriptions.opened(this.wire);
        this.set("connected", this.status.connection + 1);
        for (const waiting of this.pending.values()) this.wire?.publish(waiting.topic, waiting.text, 1);
      },
      closed,
      message: (topic, bytes) => {
        if (over) return;
        this.heard = Date.now();
        this.subscriptions.arrived(topic, bytes);
      },
      heard: () => (this.heard = Date.now()),
    });
  }

  private lost(): void {
    this.open = false;
    this.subscriptions.closed();
    if (this.ended) return;
    const wait = WAITS_MS[Math.min(this.tries, WAITS_MS.length - 1)] ?? 10_000;
    this.tries += 1;
    if (this.status.state === "connected") this.set(this.offline() ? "away" : "reconnecting");
    if (this.tries === 3) void this.askWhetherExpired();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  /** A WebSocket does not say why it was refused: a plain request to the same door does. */
  private async askWhetherExpired(): Promise<void> {
    if (typeof location === "undefined") return;
    try {
      const answer = await fetch(location.href, { method: "HEAD", redirect: "manual", cache: "no-store" });
      if ((answer.type === "opaqueredirect" || answer.status === 401) && !this.open) this.set("expired");
    } catch {
      // no hub at all: that is said already
    }
  }

  private offline(): boolean {
    return typeof navigator !== "undefined" && navigator.onLine === false;
  }

  private readonly sleep = (): void => {
    if (this.status.state !== "expired") this.set("away");
  };

  private readonly wake = (): void => {
    if (this.ended || (typeof document !== "undefined" && document.visibilityState === "hidden")) return;
    if (!this.open) {
      this.tries = 0;
      this.connect();
      return;
    }
    // A phone that slept has a socket that nobody tells it is dead.
    const before = this.heard;
    this.wire?.ping();
    setTimeout(() => {
      if (this.open && this.heard === before) this.drop();
    }, 3_000);
  };

  private drop(): void {
    this.wire?.end();
    this.wire = null;
    this.lost();
    this.connect();
  }

  private set(state: LinkState, connection = this.status.connection): void {
    if (state === this.status.state && connection === this.status.connection) return;
    const since = state === this.status.state ? this.status.since : Date.now();
    this.status = { state, since, connection };
    for (const fn of [...this.stateListeners]) fn(this.status);
  }

  private tick(): void {
    const now = Date.now();
    if (this.status.state === "reconnecting" && now - this.status.since > AWAY_AFTER_MS) {
      this.status = { ...this.status, state: "away" };
      for (const fn of [...this.stateListeners]) fn(this.status);
    }
    if (this.open && now - this.heard > KEEPALIVE_S * 2 * 1000) this.drop();
    for (const [id, waiting] of this.pending) {
      if (now > waiting.until) {
        this.pending.delete(id);
        waiting.give("nobody answered");
      } else if (this.open && now - waiting.lastWord > AGAIN_MS) {
        waiting.lastWord = now;
        this.wire?.publish(waiting.topic, waiting.text, 1);
      }
    }
  }

  // ----- what arrives

  private replied(topic: string, bytes: Uint8Array): void {
    const [, , , machine, id] = topic.split("/");
    const reply = readObject(bytes);
    if (!reply || !machine || !id) return;
    this.sent.get(id)?.(reply);
    const waiting = this.pending.get(id);
    if (waiting?.take(machine, reply, Date.now())) this.pending.delete(id);
  }

  private told(bytes: Uint8Array): void {
    const page = readObject(bytes);
    const whole = page && this.pages.take(page);
    if (!whole) return;
    this.access = whole;
    for (const fn of [...this.accessListeners]) fn(whole);
  }

  private presence(m: string): Presence {
    let found = this.machines.get(m);
    if (!found) {
      if (!isName(m)) throw new RangeError("no machine");
      const made = new Presence();
      this.machines.set(m, made);
      found = made;
      this.machineOffs.set(
        m,
        this.subscribe(`fleet/machine/${m}/presence`, (_, bytes) => {
          made.take(bytes.length ? readObject(bytes) : null, Date.now());
        }),
      );
    }
    return found;
  }
}

function notConnected(): Refused {
  return new Refused("not-connected", "Not connected: nothing was sent.");
}

/** A JSON object; null where it is none. */
export function readObject(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const links = new Kept<Link>((link) => link.end());

/** The page's link of this person. Call the second value when the component goes: a while after the
 * last one has gone the connection ends. */
export function getLink(user: string): [Link, Off] {
  return links.take(user, () => new Link(user));
}
