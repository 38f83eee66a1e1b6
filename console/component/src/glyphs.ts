// The signals: a shape for each phase, so that colour is never alone. Paths on a square of 16.
import { icon } from "./component";

const PATHS = {
  stop: "M2 1h2.200v2.200H15v4.400H4.200V15H2z",
  wait: "M2 1h2.200v2.200h11.300l-2.200 2.200 2.200 2.200H4.200V15H2z",
  clear: "M2 1h2.200v4.600l7.600-5 2.500 3.800L4.200 11v4H2z",
  run: "M4 2.5v11L13.5 8z",
  idle: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zm0 2a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
  sleep: "M6.2 2A6.2 6.2 0 1 0 14 9.8 5 5 0 0 1 6.2 2z",
  end: "m2.2 8.6 1.500-1.500 2.700 2.700 6-6 1.500 1.500-7.500 7.500z",
  cross: "M3.600 2.200 8 6.600l4.400-4.400 1.400 1.400L9.400 8l4.400 4.400-1.400 1.400L8 9.400l-4.400 4.400-1.400-1.400L6.600 8 2.200 3.600z",
} as const;

export type Glyph = keyof typeof PATHS;

export const glyph = (name: Glyph, tone: string): SVGSVGElement => icon(PATHS[name], `g ${tone}`, 16);
