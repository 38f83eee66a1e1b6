// What the terminal component shows: in work.
import type { Link } from "../link";

export interface Where {
  machine: string;
  project: string;
  session: string;
}

export class View {
  constructor(
    readonly link: Link,
    readonly where: Where,
  ) {}
  show(parent: HTMLElement | ShadowRoot, go: (page: string) => void): void {
    void parent;
    void go;
  }
  hide(): void {}
  end(): void {}
}
