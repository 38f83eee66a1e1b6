// What Streamlit gives a component (v2), as far as ours use it.
export interface Component {
  /** What the Python wrapper handed over: ids and names only, never a secret. */
  data: unknown;
  /** A shadow root, or the element that the component was mounted in. */
  parentElement: HTMLElement | ShadowRoot;
  /** Tells the page of one thing that happened; the page runs again. */
  setTriggerValue: (name: string, value: unknown) => void;
  setStateValue?: (name: string, value: unknown) => void;
}

export type Cleanup = () => void;

/** A text of `data`; empty where it is missing. */
export function textOf(data: unknown, name: string): string {
  const value = (data as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === "string" ? value : "";
}

/** An element with a class and text; text is set as text, never as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** An icon from fixed path data on a square of `box` units; hidden from screen readers. */
export function icon(path: string, className = "i", box = 24): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", `0 0 ${box} ${box}`);
  svg.setAttribute("aria-hidden", "true");
  const drawn = document.createElementNS(space, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  return svg;
}
