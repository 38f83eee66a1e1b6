// Times as people say them. All inputs are milliseconds since 1970 unless a name says otherwise.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration: `12 s`, `2 min`, `1 h 5 min`, `3 days`. */
export function duration(ms: number): string {
  const spent = Math.max(0, ms);
  if (spent < MINUTE) return `${Math.floor(spent / 1000)} s`;
  if (spent < HOUR) return `${Math.floor(spent / MINUTE)} min`;
  if (spent < DAY) {
    const minutes = Math.floor((spent % HOUR) / MINUTE);
    const hours = Math.floor(spent / HOUR);
    return minutes ? `${hours} h ${minutes} min` : `${hours} h`;
  }
  const days = Math.floor(spent / DAY);
  return days === 1 ? "1 day" : `${days} days`;
}

const two = (value: number): string => String(value).padStart(2, "0");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Clock time: `18:02` today, `yesterday 18:02`, `20 Nov 18:02`, with its year in another one. */
export function clock(at: number, now: number, seconds = false): string {
  const then = new Date(at);
  const today = new Date(now);
  const time = `${two(then.getHours())}:${two(then.getMinutes())}${seconds ? `:${two(then.getSeconds())}` : ""}`;
  const midnight = (day: Date): number => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
  const apart = Math.round((midnight(today) - midnight(then)) / DAY);
  if (apart === 0) return time;
  if (apart === 1) return `yesterday ${time}`;
  const date = `${then.getDate()} ${MONTHS[then.getMonth()]}`;
  return then.getFullYear() === today.getFullYear() ? `${date} ${time}` : `${date} ${then.getFullYear()} ${time}`;
}

/** How long ago something was, short: `now`, `2 min`, else the clock time. */
export function ago(at: number, now: number): string {
  const spent = now - at;
  if (spent < 10_000) return "now";
  if (spent < 12 * HOUR) return duration(spent);
  return clock(at, now);
}

/** Microseconds since 1970, as documents and lines carry them, to milliseconds. */
export const fromMicros = (us: number): number => Math.floor(us / 1000);
