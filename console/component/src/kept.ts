// What outlives the page that shows it: Streamlit takes components away and brings them again, and a
// look at another page shall cost neither connection nor screen.

export const KEEP_MS = 15_000;

interface Held<T> {
  value: T;
  users: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Things by key: made when first wanted, ended 15 s after nobody wants them any more. */
export class Kept<T> {
  private readonly held = new Map<string, Held<T>>();

  constructor(
    private readonly end: (value: T) => void,
    /** Nobody wants it just now. */
    private readonly rest: (value: T) => void = () => undefined,
  ) {}

  /** The thing, and what to call (once) when it is not wanted here any more. */
  take(key: string, make: () => T): [T, () => void] {
    let found = this.held.get(key);
    if (!found) {
      found = { value: make(), users: 0, timer: undefined };
      this.held.set(key, found);
    }
    const held = found;
    clearTimeout(held.timer);
    held.users += 1;
    let gone = false;
    return [
      held.value,
      () => {
        if (gone) return;
        gone = true;
        held.users -= 1;
        if (held.users) return; // it was mounted anew before it was unmounted
        this.rest(held.value);
        held.timer = setTimeout(() => {
          this.held.delete(key);
          this.end(held.value);
        }, KEEP_MS);
      },
    ];
  }
}
