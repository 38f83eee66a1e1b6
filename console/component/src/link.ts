// One MQTT connection for all components of the page, kept while pages change.
//
// Each attempt is a new client of mqtt.js: its own reconnect would send again what was under way,
// late. What a person asks for goes out while connected, or is refused at once.

import mqtt, { type MqttClient } from "mqtt";
import { Access, Pages } from "./access";
import { Presence, type Beat, type There } from "./presence";
import { AGAIN_MS, Pending, Refused, TTL_S, newId, payload, type PageTaker, type Receipt } from "./request";
import { doTopic, fewest, isName, isRetained, matches } from "./topics";

export type { There } from "./presence";
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

export type Off = () => void;
/** `payload` is empty where a retained document was cleared. */
export type OnMessage = (topic: string, payload: Uint8Array) => void;

export interface RequestOptions {
  onPage?: PageTaker;
  /** Who answers; the machine of the topic where it is missing. */
  answerers?: string[];
  ttl?: number;
  /** Seconds to wait for the receipts; the time to live and a beat where it is missing. */
  wait?: number;
}

/** What the link needs of a transport; tests have one of their own. */
export interface Wire {
  publish(topic: string, text: string, qos: 0 | 1): void;
  subscribe(filters: string[], refused: (filter: string) => void): void;
  unsubscribe(filters: string[]): void;
  ping(): void;
  end(): void;
}
export interface WireEvents {
  connected(): void;
  closed(): void;
  message(topic: string, payload: Uint8Array): void;
  heard(): void;
}
export type Dial = (user: string, events: WireEvents) => Wire;

const KEEPALIVE_S = 20;
const HANDSHAKE_MS = 8_000;
const AWAY_AFTER_MS = 60_000;
const GRACE_MS = 15_000;
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000];
const REFUSED_WAITS_MS = [500, 1_500, 4_000, 8_000, 16_000];
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
  private readonly subscribers = new Map<string, Set<OnMessage>>();
  private asked = new Set<string>();
  private readonly refusals = new Map<string, number>();
  private readonly retained = new Map<string, Uint8Array>();
  private readonly machines = new Map<string, Presence>();
  private readonly machineOffs = new Map<string, Off>();
  private readonly pending = new Map<string, Pending>();
  private readonly sent = new Map<string, (receipt: Record<string, unknown>) => void>();

  constructor(
    readonly user: string,
    private readonly dial: Dial = dialMqtt,
  ) {
    this.hold(`fleet/reply/${user}/+/+`, (topic, bytes) => this.replied(topic, bytes));
    this.hold(`fleet/hub/access/${user}`, (_, bytes) => this.told(bytes));
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
    const off = this.hold(filter, fn);
    for (const [topic, bytes] of this.retained) if (matches(filter, topic)) fn(topic, bytes);
    return off;
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
    this.asked.clear();
    this.refusals.clear();
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
        this.ask();
        this.set("connected", this.status.connection + 1);
        for (const waiting of this.pending.values()) this.wire?.publish(waiting.topic, waiting.text, 1);
      },
      closed,
      message: (topic, bytes) => {
        if (!over) this.arrived(topic, bytes);
      },
      heard: () => (this.heard = Date.now()),
    });
  }

  private lost(): void {
    this.open = false;
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

  // ----- subscriptions

  private hold(filter: string, fn: OnMessage): Off {
    const there = this.subscribers.get(filter) ?? new Set();
    this.subscribers.set(filter, there);
    there.add(fn);
    if (this.open) this.ask();
    return () => {
      there.delete(fn);
      if (there.size === 0 && this.subscribers.get(filter) === there) {
        this.subscribers.delete(filter);
        for (const topic of [...this.retained.keys()])
          if (matches(filter, topic) && ![...this.subscribers.keys()].some((one) => matches(one, topic)))
            this.retained.delete(topic);
        if (this.open) this.ask();
      }
    };
  }

  /** Brings what is asked of the broker in line with what is wanted: the fewest filters. */
  private ask(): void {
    const wanted = fewest(this.subscribers.keys());
    const fresh = [...wanted].filter((one) => !this.asked.has(one));
    const gone = [...this.asked].filter((one) => !wanted.has(one));
    this.asked = wanted;
    if (fresh.length) this.wire?.subscribe(fresh, (filter) => this.subscriptionRefused(filter));
    if (gone.length) this.wire?.unsubscribe(gone);
  }

  private subscriptionRefused(filter: string): void {
    const count = this.refusals.get(filter) ?? 0;
    const wait = REFUSED_WAITS_MS[count];
    const connection = this.status.connection;
    if (wait === undefined) return;
    this.refusals.set(filter, count + 1);
    setTimeout(() => {
      if (this.open && this.status.connection === connection && this.asked.has(filter))
        this.wire?.subscribe([filter], (again) => this.subscriptionRefused(again));
    }, wait);
  }

  // ----- what arrives

  private arrived(topic: string, bytes: Uint8Array): void {
    this.heard = Date.now();
    if (isRetained(topic)) {
      if (bytes.length) this.retained.set(topic, bytes);
      else this.retained.delete(topic);
    }
    for (const [filter, listeners] of [...this.subscribers]) {
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

function dialMqtt(user: string, events: WireEvents): Wire {
  const url = `${location.origin.replace(/^http/, "ws")}/mqtt`;
  const client: MqttClient = mqtt.connect(url, {
    protocolVersion: 4,
    clean: true,
    clientId: `browser-${newId().slice(0, 12)}`,
    username: user,
    keepalive: KEEPALIVE_S,
    reschedulePings: true,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    connectTimeout: HANDSHAKE_MS,
    timerVariant: "native",
  });
  client.on("connect", () => events.connected());
  client.on("close", () => events.closed());
  client.on("error", () => events.closed());
  client.on("message", (topic, bytes) => events.message(topic, bytes));
  client.on("packetreceive", () => events.heard());
  return {
    publish: (topic, text, qos) => void client.publish(topic, text, { qos, retain: false }),
    subscribe: (filters, refused) =>
      void client.subscribe(filters, { qos: 1 }, (_, granted) => {
        for (const one of granted ?? []) if (one.qos === 128) refused(one.topic);
      }),
    unsubscribe: (filters) => void client.unsubscribe(filters),
    ping: () => client.sendPing(),
    end: () => {
      client.removeAllListeners();
      client.on("error", () => undefined);
      client.end(true);
    },
  };
}

// ----- the page's own link

const links = new Map<string, { link: Link; users: number; timer: ReturnType<typeof setTimeout> | undefined }>();

/** The page's link of this person. Call the second value when the component goes: 15 s after the
 * last one has gone the connection ends. */
export function getLink(user: string): [Link, Off] {
  let found = links.get(user);
  if (!found) {
    found = { link: new Link(user), users: 0, timer: undefined };
    links.set(user, found);
  }
  const held = found;
  clearTimeout(held.timer);
  held.users += 1;
  let gone = false;
  return [
    held.link,
    () => {
      if (gone) return;
      gone = true;
      held.users -= 1;
      if (held.users === 0)
        held.timer = setTimeout(() => {
          links.delete(user);
          held.link.end();
        }, GRACE_MS);
    },
  ];
}
