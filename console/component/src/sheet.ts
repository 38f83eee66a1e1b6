// A sheet over the page: a modal dialog with a title and a way out. Escape, the cross and a tap beside
// it close it; the focus goes back to where it was.
import { el, icon } from "./component";

const CROSS = "m6 6 12 12M18 6 6 18";
const COPY = "M11 9h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM5 15V6a2 2 0 0 1 2-2h9";

/** Goes into the style of whoever opens sheets; `.btn` is theirs. */
export const SHEET = `
.sheet{border:0;padding:0;width:min(560px,100%);max-width:100%;max-height:88dvh;margin:auto auto 0;border-radius:var(--r3) var(--r3) 0 0;background:var(--plate);color:var(--ink);box-shadow:var(--lift);overflow:auto;overscroll-behavior:contain}
.sheet::backdrop{background:var(--veil)}
.sheet .in{padding:var(--s3) var(--s4) calc(var(--s5) + var(--safe-b))}
.sheet .hd{display:flex;align-items:center;gap:var(--s2);margin-bottom:var(--s2)}
.sheet .hd h2{flex:1;min-width:0;margin:0;font:var(--t-lg);font-weight:var(--semi);color:var(--ink)}
.btn.bare{border-color:transparent;background:none;padding:0;flex:none}
.cmd{display:flex;align-items:flex-start;gap:var(--s2);margin:var(--s2) 0 var(--s3);padding-left:var(--s3);background:var(--inset);border:1px solid var(--line);border-radius:var(--r2);text-align:left}
.cmd code{font:var(--t-code);flex:1;min-width:0;padding:11px 0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:9em;overflow:auto}
@media (min-width:900px){.sheet{margin:auto;border-radius:var(--r3)}}
`;

export interface Sheet {
  readonly body: HTMLElement;
  close(): void;
}

export function openSheet(root: HTMLElement, title: string, closed: () => void = () => undefined): Sheet {
  const dialog = el("dialog", "sheet");
  const inside = el("div", "in");
  const head = el("div", "hd");
  const heading = el("h2", "", title);
  heading.id = "sheet-title";
  heading.dir = "auto";
  dialog.setAttribute("aria-labelledby", heading.id);
  const cross = button("btn bare", "", () => dialog.close());
  cross.setAttribute("aria-label", "Close");
  cross.append(icon(CROSS));
  head.append(heading, cross);
  const body = el("div");
  inside.append(head, body);
  dialog.append(inside);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed();
  });
  root.append(dialog);
  dialog.showModal();
  return { body, close: () => dialog.close() };
}

export function button(className: string, text: string, call: () => void): HTMLButtonElement {
  const made = el("button", className, text);
  made.type = "button";
  made.onclick = call;
  return made;
}

/** A line to copy, whole, with its button. */
export function command(line: string, what: string): HTMLElement {
  const box = el("div", "cmd");
  const code = el("code", "", line);
  code.tabIndex = 0;
  const told = el("span", "vh");
  told.setAttribute("role", "status");
  const copy = button("btn bare", "", () => {
    const marked = (): void => getSelection()?.selectAllChildren(code);
    if (!navigator.clipboard) marked();
    else
      navigator.clipboard.writeText(line).then(() => {
        told.textContent = "Copied";
        copy.replaceChildren(el("span", "", "✓"));
        setTimeout(() => {
          told.textContent = "";
          copy.replaceChildren(icon(COPY));
        }, 2_000);
      }, marked);
  });
  copy.setAttribute("aria-label", `Copy ${what}`);
  copy.append(icon(COPY));
  box.append(code, copy, told);
  return box;
}
