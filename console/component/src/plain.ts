// Twin of schemas/wire/plain.py: text that is not ours, made safe to show. The same vectors test
// both (test/plain.json).
const HOSTILE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;
/** Blanks that no shell takes for one, though they look it. */
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
const MARKED = new RegExp(`${HOSTILE.source}|${BLANKS.source}`, "gu");

export interface PlainOptions {
  /** Tabs and newlines stay. */
  keepLines?: boolean;
  /** Cuts to so many characters (code points) and says so with an ellipsis. */
  most?: number;
}

/** `text` with everything that is not plainly visible spelt out: ESC → ␛, others ⟨U+202E⟩. */
export function plain(text: string, options: PlainOptions = {}): string {
  const { keepLines = false, most } = options;
  if (most !== undefined && text.length > most) {
    const characters = Array.from(text);
    if (characters.length > most) text = characters.slice(0, Math.max(most - 1, 0)).join("") + "…";
  }
  const shown = text.replace(HOSTILE, spell);
  return keepLines ? shown : shown.replaceAll("\n", "␊").replaceAll("\t", "␉");
}

/** The same for what somebody is to sign: what is visible as it is, what is not as a mark to be drawn
 * apart (`U+200B`). Lines and tabs stay; nothing is cut. */
export function pieces(text: string): (string | { mark: string })[] {
  const out: (string | { mark: string })[] = [];
  let last = 0;
  for (const found of text.matchAll(MARKED)) {
    if (found.index > last) out.push(text.slice(last, found.index));
    out.push({ mark: `U+${hex(found[0].codePointAt(0) ?? 0)}` });
    last = found.index + found[0].length;
  }
  if (last < text.length) out.push(text.slice(last));
  return out;
}

const hex = (point: number): string => point.toString(16).toUpperCase().padStart(4, "0");

function spell(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCharCode(0x2400 + point);
  if (point === 0x7f) return "␡";
  return `⟨U+${hex(point)}⟩`;
}
