// Two texts, line by line. Pure. Nothing is left out: who signs sees every line of both.

export interface Row {
  sign: " " | "-" | "+";
  /** A line with its newline; the last one may have none. */
  text: string;
}

/** Beyond so many pairs of lines the old text is shown whole and then the new one. */
const MOST_PAIRS = 1_000_000;

export function diff(old: string, fresh: string): Row[] {
  const a = linesOf(old);
  const b = linesOf(fresh);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const row = (sign: Row["sign"]) => (text: string): Row => ({ sign, text });
  return [
    ...a.slice(0, start).map(row(" ")),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(row(" ")),
  ];
}

/** Each with its newline: whether the last line ends is a difference, too. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function between(a: string[], b: string[]): Row[] {
  const all = [...a.map((text): Row => ({ sign: "-", text })), ...b.map((text): Row => ({ sign: "+", text }))];
  if (!a.length || !b.length || a.length * b.length > MOST_PAIRS) return all;
  // Lengths of the longest common rest, from each pair of lines on.
  const width = b.length + 1;
  const rest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      rest[i * width + j] =
        a[i] === b[j]
          ? (rest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(rest[(i + 1) * width + j] ?? 0, rest[i * width + j + 1] ?? 0);
  const out: Row[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ sign: " ", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || (rest[(i + 1) * width + j] ?? 0) >= (rest[i * width + j + 1] ?? 0))) {
      out.push({ sign: "-", text: a[i] ?? "" });
      i += 1;
    } else {
      out.push({ sign: "+", text: b[j] ?? "" });
      j += 1;
    }
  }
  return out;
}
