// Twin of schemas/wire/plain.py: text that is not ours, made safe to show. The same vectors test
// both (test/plain.json).
const HOSTILE =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;

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

function spell(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCharCode(0x2400 + point);
  if (point === 0x7f) return "␡";
  return `⟨U+${point.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
