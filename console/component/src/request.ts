// Requests and what comes back: one final receipt each, pages before it. Pure but for the id: the
// link publishes, this keeps count of who still owes an answer.

import type { Beat } from "./presence";

export const TTL_S = 15;
/** Without a word for so long the same request is sent once more, under the same id. */
export const AGAIN_MS = 4_000;

export interface Receipt {
  id: string;
  status: "accepted" | "rejected";
  code: string;
  reason: string;
  data: Record<string, unknown>;
}

/** A request that was refused, or that nobody answered (`no-answer`). The message is for people. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export type PageTaker = (data: Record<string, unknown>, from: string) => void;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A request id that nobody else has: 20 random characters. */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(20));
  return Array.from(random, (byte) => ALPHABET[byte & 31]).join("");
}

/** The payload: fields, and the beat that was seen when the person acted. It is never renewed. */
export function payload(id: string, beat: Beat | null, fields: Record<string, unknown>, ttl = TTL_S): string {
  return JSON.stringify({ id, ttl, ...(beat ? { seen: beat } : {}), ...fields });
}

/** One request that waits for receipts of one or several (history: archive and machine). */
export class Pending {
  readonly promise: Promise<Receipt[]>;
  private readonly owing: Set<string>;
  private readonly receipts: Receipt[] = [];
  private resolve: (receipts: Receipt[]) => void = () => undefined;
  private readonly pages = new Map<string, Set<number>>();
  lastWord: number;

  constructor(
    readonly id: string,
    readonly topic: string,
    readonly text: string,
    answerers: string[],
    readonly until: number,
    now: number,
    private readonly onPage?: PageTaker,
  ) {
    this.owing = new Set(answerers);
    this.lastWord = now;
    this.promise = new Promise((resolve) => (this.resolve = resolve));
  }

  /** A reply from machine `from`; true when nobody owes anything any more. */
  take(from: string, reply: Record<string, unknown>, now: number): boolean {
    if (!this.owing.has(from)) return false;
    this.lastWord = now;
    if (reply["final"] !== true) {
      const seen = this.pages.get(from) ?? new Set();
      this.pages.set(from, seen);
      const page = Number(reply["page"]);
      if (!seen.has(page)) {
        seen.add(page);
        this.onPage?.(object(reply["data"]), from);
      }
      return false;
    }
    this.owing.delete(from);
    this.receipts.push({
      id: this.id,
      status: reply["status"] === "accepted" ? "accepted" : "rejected",
      code: String(reply["code"] ?? ""),
      reason: String(reply["reason"] ?? ""),
      data: object(reply["data"]),
    });
    if (this.owing.size === 0) this.resolve(this.receipts);
    return this.owing.size === 0;
  }

  /** Time is over: what came stands; who said nothing is told as such. */
  give(up: string): void {
    for (const _ of this.owing)
      this.receipts.push({ id: this.id, status: "rejected", code: "no-answer", reason: up, data: {} });
    this.owing.clear();
    this.resolve(this.receipts);
  }
}

function object(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
