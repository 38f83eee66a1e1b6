// Quiet hours: twin of console/hub/quiet.py. A span is on the wall clock of its time zone; one that
// ends before it begins goes on into the next morning and belongs to the day on which it began. Pure.

export interface Span {
  zone: string;
  start: string;
  end: string;
  days: string[];
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Spans of `data`; what is none is left out. */
export function readSpans(value: unknown): Span[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    const found = (one ?? {}) as Record<string, unknown>;
    const { zone, start, end, days } = found;
    if (typeof zone !== "string" || !clock(start) || !clock(end)) return [];
    const named = Array.isArray(days) ? days.filter((day): day is string => DAYS.includes(String(day))) : DAYS;
    return [{ zone, start, end, days: named }];
  });
}

const clock = (value: unknown): value is string =>
  typeof value === "string" && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(value);

export const quietAt = (spans: readonly Span[], at: number): boolean => spans.some((span) => holds(span, at));

function holds(span: Span, at: number): boolean {
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: span.zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(at);
  } catch {
    return true; // a zone that this browser does not know: rather too quiet
  }
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const time = `${part("hour")}:${part("minute")}`;
  const today = DAYS.indexOf(part("weekday").toLowerCase());
  const on = (day: number): boolean => span.days.includes(DAYS[(day + 7) % 7] ?? "");
  if (span.start < span.end) return on(today) && time >= span.start && time < span.end;
  return (on(today) && time >= span.start) || (on(today - 1) && time < span.end);
}
