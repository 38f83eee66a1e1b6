import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KEEP_MS, Kept } from "../src/kept";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("what is wanted again in time is the same thing, and what is not is ended once", () => {
  const ended: number[] = [];
  const rested: number[] = [];
  let made = 0;
  const kept = new Kept<number>((one) => ended.push(one), (one) => rested.push(one));
  const take = () => kept.take("a", () => (made += 1));
  const [first, release] = take();
  const [again, releaseAgain] = take();
  expect([first, again]).toEqual([1, 1]);
  release();
  release();
  expect(rested).toEqual([]);
  releaseAgain();
  expect(rested).toEqual([1]);
  vi.advanceTimersByTime(KEEP_MS - 1);
  const [third, last] = take();
  expect(third).toBe(1);
  vi.advanceTimersByTime(KEEP_MS * 2);
  expect(ended).toEqual([]);
  last();
  vi.advanceTimersByTime(KEEP_MS);
  expect(ended).toEqual([1]);
  expect(take()[0]).toBe(2);
});
