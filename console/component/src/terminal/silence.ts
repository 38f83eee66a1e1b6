// The host answers what programs ask of their terminal, once for everybody. xterm.js must answer
// nothing: an answer would be typed into the program, also while an old line is replayed.

type Id = { prefix?: string; intermediates?: string; final: string };

/** What of xterm.js is needed: the browser's and the headless one have it alike. */
export interface Parsing {
  parser: {
    registerCsiHandler(id: Id, call: (params: (number | number[])[]) => boolean): unknown;
    registerDcsHandler(id: Id, call: (data: string) => boolean): unknown;
    registerOscHandler(id: number, call: (data: string) => boolean): unknown;
    registerEscHandler(id: Id, call: () => boolean): unknown;
  };
}

const QUERIES: Id[] = [
  { final: "c" },
  { prefix: ">", final: "c" },
  { prefix: "=", final: "c" },
  { final: "n" },
  { prefix: "?", final: "n" },
  { prefix: ">", final: "q" },
  { prefix: "?", final: "u" },
  { prefix: "?", final: "m" },
  { final: "t" },
  { prefix: ">", final: "t" },
  { final: "x" },
  { intermediates: "$", final: "p" },
  { prefix: "?", intermediates: "$", final: "p" },
];
const STRINGS: Id[] = [
  { intermediates: "$", final: "q" },
  { intermediates: "+", final: "q" },
];
/** Titles, colours of the viewer's terminal, clipboard, notifications: shown by others or by nobody. */
const OSC = [0, 1, 2, 4, 5, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 52, 104, 110, 111, 112, 777, 1337];
/** Focus reports, and modes in which a terminal reports by itself. */
const REPORTS = new Set([1004, 2031, 2048, 9001]);

/** Makes a terminal say nothing by itself. Call it before anything is written. */
export function silence(term: Parsing & { write?: unknown }): void {
  const { parser } = term;
  for (const id of QUERIES) parser.registerCsiHandler(id, () => true);
  for (const id of STRINGS) parser.registerDcsHandler(id, () => true);
  for (const id of OSC) parser.registerOscHandler(id, () => true);
  parser.registerCsiHandler({ prefix: "?", final: "h" }, (params) =>
    params.some((one) => typeof one === "number" && REPORTS.has(one)),
  );
}

/** Reports that xterm.js makes out of focus, and that nobody types. */
export const isReport = (text: string): boolean => text === "\x1b[I" || text === "\x1b[O";
