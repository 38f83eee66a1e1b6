// The navigation: in work.
import type { Cleanup, Component } from "./component";

export function nav(component: Component): Cleanup {
  void component;
  return () => undefined;
}
