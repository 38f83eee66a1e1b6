// Sessions that this person opened in this browser, the latest last. A session's document does not
// say who began it, so *opened by you* is what can be said truly.
const MOST = 300;

const key = (user: string): string => `sb-opened-${user}`;

export function opened(user: string): Set<string> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key(user)) ?? "[]");
    return new Set(Array.isArray(found) ? found.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set();
  }
}

export function noteOpened(user: string, session: string): void {
  const found = opened(user);
  if (found.has(session)) return;
  found.add(session);
  try {
    localStorage.setItem(key(user), JSON.stringify([...found].slice(-MOST)));
  } catch {
    // a browser without storage forgets
  }
}
