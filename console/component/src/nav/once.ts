// What the tabs of one browser know of each other: what was told already, and what is in view.

const KEY = "sb-told";
const VIEW = "sb-view.";
/** Tags that are remembered. */
const MOST = 500;

const locks = (): LockManager | undefined => navigator.locks;
const own: string[] = [];

/** Whether no tab of this browser has told it yet; then it counts as told. */
export async function first(tag: string): Promise<boolean> {
  const claim = (): boolean => {
    let told = own;
    try {
      const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      if (Array.isArray(found)) told = [...found.map(String), ...own];
    } catch {
      // what cannot be read is written anew
    }
    if (told.includes(tag)) return false;
    own.push(tag);
    try {
      localStorage.setItem(KEY, JSON.stringify([...told, tag].slice(-MOST)));
    } catch {
      // no storage: this tab alone remembers
    }
    return true;
  };
  return (await locks()?.request(KEY, claim)) ?? claim();
}

/** Holds a lock for what this tab shows, for as long as somebody can see it. */
export class InView {
  private place = "";
  private release: () => void = () => undefined;

  /** `m/p/s`, or empty. */
  set(place: string): void {
    if (place === this.place) return;
    this.place = place;
    this.release();
    if (place)
      void locks()?.request(VIEW + place, { mode: "shared" }, () =>
        place === this.place ? new Promise<void>((resolve) => (this.release = resolve)) : undefined,
      );
  }
}

/** `m/p/s` of the session that this page shows while somebody can see it. */
export function here(): string {
  if (document.visibilityState !== "visible" || location.pathname !== "/session") return "";
  return new URL(location.href).searchParams.get("s") ?? "";
}

/** Whether a visible tab of this browser shows it. */
export async function inView(place: string): Promise<boolean> {
  if (here() === place) return true;
  const found = await locks()?.query();
  return found?.held?.some((one) => one.name === VIEW + place) ?? false;
}
