// The film: in work.
import type { Cleanup, Component } from "./component";

export function film(component: Component): Cleanup {
  void component;
  return () => undefined;
}
