// The live fleet: in work.
import type { Cleanup, Component } from "./component";

export function fleet(component: Component): Cleanup {
  void component;
  return () => undefined;
}
