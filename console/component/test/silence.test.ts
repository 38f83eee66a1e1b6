import { Terminal } from "@xterm/headless";
import { expect, test } from "vitest";
import { silence } from "../src/terminal/silence";

const QUESTIONS = [
  "\x1b[c", "\x1b[0c", "\x1b[>c", "\x1b[>0c", "\x1b[=c", "\x1b[5n", "\x1b[6n", "\x1b[?6n", "\x1b[?996n",
  "\x1b[>q", "\x1b[>0q", "\x1b[?u", "\x1b[?4m", "\x1b[14t", "\x1b[16t", "\x1b[18t", "\x1b[21t", "\x1b[x",
  "\x1b[4$p", "\x1b[?2026$p", "\x1bP$qm\x1b\\", "\x1bP$qr\x1b\\", "\x1bP+q544e\x1b\\", "\x1b]4;1;?\x07",
  "\x1b]10;?\x07", "\x1b]11;?\x1b\\", "\x1b]12;?\x07", "\x1b]52;c;?\x07", "\x05", "\x1bZ",
];

async function answers(quiet: boolean): Promise<string[]> {
  const term = new Terminal({ allowProposedApi: true, windowOptions: {} });
  if (quiet) silence(term);
  const said: string[] = [];
  term.onData((text) => said.push(text));
  term.onBinary((text) => said.push(text));
  for (const question of QUESTIONS) await new Promise<void>((done) => term.write(question, done));
  return said;
}

test("no question that a program asks is answered here", async () => {
  expect(await answers(false)).not.toEqual([]);
  expect(await answers(true)).toEqual([]);
});

test("titles of the program never become the terminal's", async () => {
  const term = new Terminal({ allowProposedApi: true });
  silence(term);
  const titles: string[] = [];
  term.onTitleChange((title) => titles.push(title));
  await new Promise<void>((done) => term.write("\x1b]0;evil\x07\x1b]2;evil\x07text", done));
  expect(titles).toEqual([]);
  expect(term.buffer.active.getLine(0)?.translateToString(true)).toBe("text");
});
