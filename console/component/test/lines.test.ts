import { Terminal } from "@xterm/headless";
import { expect, test } from "vitest";
import { Picture, printed, type Line, type Screen, type Step } from "../src/lines";

const out = (seq: number, text: string): Line => ({ seq, at: seq, kind: "output", body: { text } });
const other = (seq: number, kind: string, body: Record<string, unknown> = {}): Line => ({ seq, at: seq, kind, body });
const screen = (seq: number, text: string): Screen => ({ seq, columns: 20, rows: 4, text });

class Page {
  readonly term = new Terminal({ cols: 20, rows: 4, scrollback: 100, allowProposedApi: true });
  async do(steps: Step[]): Promise<void> {
    for (const step of steps)
      if ("size" in step) this.term.resize(...step.size);
      else if ("write" in step) await new Promise<void>((done) => this.term.write(step.write, done));
  }
  text(): string[] {
    const buffer = this.term.buffer.active;
    const rows = Array.from({ length: buffer.length }, (_, i) => buffer.getLine(i)?.translateToString(true) ?? "");
    while (rows.at(-1) === "") rows.pop();
    return rows;
  }
}

test("a screen, and the lines after it, each once", async () => {
  const page = new Page();
  const picture = new Picture();
  await page.do(picture.line(out(4, "before\r\n"))); // held: it is in the screen already
  await page.do(picture.line(out(6, "six\r\n")));
  await page.do(picture.screen(screen(5, "$ five\r\n")));
  await page.do(picture.line(out(6, "six\r\n")));
  await page.do(picture.line(out(7, "seven")));
  expect(page.text()).toEqual(["$ five", "six", "seven"]);
  expect(picture.seq).toBe(7);
});

test("a missing line is not guessed: nothing more is drawn until a screen shows it", async () => {
  const page = new Page();
  const picture = new Picture();
  await page.do(picture.screen(screen(1, "one\r\n")));
  expect(picture.line(out(3, "three"))).toEqual([]);
  expect(picture.wantsScreen).toBe(true);
  expect(picture.screen(screen(1, "one\r\n"))).toEqual([]);
  await page.do(picture.screen(screen(2, "one\r\ntwo\r\n")));
  expect(page.text()).toEqual(["one", "two", "three"]);
});

test("lines that are no output count, so that they leave no hole", async () => {
  const page = new Page();
  const picture = new Picture();
  await page.do(picture.screen(screen(1, "")));
  await page.do(picture.line(other(2, "keys", { who: "ana", text: "x" })));
  await page.do(picture.line(out(3, "x")));
  expect(page.text()).toEqual(["x"]);
});

test("a screen that is ahead of the lines takes no row from the scroll-back, and is drawn if they never come", async () => {
  const page = new Page();
  const picture = new Picture();
  await page.do(picture.screen(screen(1, "1\r\n2\r\n3\r\n")));
  await page.do(picture.screen(screen(2, "2\r\n3\r\n4\r\n")));
  expect(picture.behind).toBe(1);
  await page.do(picture.line(out(2, "4\r\n")));
  expect(picture.behind).toBeNull();
  expect(page.text()).toEqual(["1", "2", "3", "4"]);
  await page.do(picture.screen(screen(5, "5\r\n")));
  expect(picture.overdue(1)).toEqual([]);
  await page.do(picture.overdue(2));
  expect(picture.seq).toBe(5);
  expect(page.text().at(-1)).toBe("5");
});

test("a new size is taken over where the line says so", async () => {
  const page = new Page();
  const picture = new Picture();
  await page.do(picture.screen(screen(1, "")));
  await page.do(picture.line(other(2, "resized", { who: "ana", columns: 33, rows: 9 })));
  expect([page.term.cols, page.term.rows]).toEqual([33, 9]);
  expect(printed(other(3, "resized", { columns: 0, rows: 5000 }))).toEqual([]);
});

test("the record above the screen is whole and the screen stands below it once", async () => {
  const page = new Page();
  const picture = new Picture();
  const lines = Array.from({ length: 9 }, (_, i) => out(i + 1, `${i + 1}\r\n`));
  await page.do(picture.screen(screen(8, "6\r\n7\r\n8\r\n")));
  await page.do(picture.line(lines[8] as Line));
  await page.do(picture.rebuilt(lines));
  expect(page.text()).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  await page.do(picture.rebuilt(lines));
  expect(page.text()).toHaveLength(9);
  await page.do(picture.rebuilt(lines.slice(2)));
  expect(page.text()).toEqual(["3", "4", "5", "6", "7", "8", "9"]);
});

test("bytes that are no UTF-8 become one sign and break nothing", async () => {
  const page = new Page();
  await page.do(printed(other(1, "output", { b64: btoa("a\xff\xfeb") })));
  expect(page.text()[0]?.startsWith("a")).toBe(true);
  expect(printed(other(2, "output", { b64: "***" }))).toEqual([]);
});

test("lines that were passed over are shown by the next screen that has them, and nothing is drawn twice", async () => {
  const page = new Page();
  const picture = new Picture();
  await page.do(picture.screen(screen(1, "one\r\n")));
  picture.pass(out(2, "two\r\n"));
  picture.pass(out(3, "three\r\n"));
  expect(picture.line(out(4, "four\r\n"))).toEqual([]);
  await page.do(picture.screen(screen(2, "one\r\ntwo\r\n"))); // older than what was passed over: seen, not gone on from
  expect(page.text()).toEqual(["one", "two"]);
  expect(picture.wantsScreen).toBe(true);
  await page.do(picture.screen(screen(3, "one\r\ntwo\r\nthree\r\n")));
  expect(page.text()).toEqual(["one", "two", "three", "four"]);
  await page.do(picture.line(out(5, "five")));
  expect(page.text().at(-1)).toBe("five");
  expect(picture.seq).toBe(5);
});

test("while output is left out of the record, screens at the same line are shown as they come", async () => {
  const page = new Page();
  const picture = new Picture();
  await page.do(picture.screen(screen(7, "10 %")));
  expect(picture.screen(screen(7, "10 %"))).toEqual([]);
  await page.do(picture.screen(screen(7, "90 %")));
  expect(page.text()).toEqual(["90 %"]);
});
