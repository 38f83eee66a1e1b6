// The sheet *Add a machine*: the line with which another computer joins, to copy or to read by camera.
import { el } from "../component";
import { plain } from "../plain";
import { button, command, openSheet } from "../sheet";
import { clock, fromMicros } from "../time";

interface Made {
  line: string;
  code: string;
  whole: string;
  qr: string;
  until: number;
}

/** Asking makes a code, so it is asked only when the sheet is opened. */
export function joinSheet(root: HTMLElement): void {
  let open = true;
  const sheet = openSheet(root, "Add a machine", () => (open = false));
  const { body } = sheet;
  const wait = el("p", "", "Making a line with a new code…");
  wait.setAttribute("role", "status");
  body.replaceChildren(wait);
  void ask().then((made) => {
    if (!open) return;
    if (typeof made === "string") {
      const told = el("p", "bad", made);
      told.setAttribute("role", "alert");
      const again = button("btn", "Try again", () => {
        sheet.close();
        joinSheet(root);
      });
      body.replaceChildren(told, again);
      return;
    }
    const picture = el("img", "qr");
    picture.alt = "The same line as a QR code";
    picture.src = `data:image/svg+xml,${encodeURIComponent(made.qr)}`;
    body.replaceChildren(
      el("p", "", "Paste this on the new machine, in the account that your agents use:"),
      command(made.whole, "the line"),
      el("p", "dimmed", `Good once, until ${clock(made.until, Date.now())}. Whoever has it can join a machine: hand it on as you would a key. The machine shows up here when it has joined.`),
      picture,
      el("p", "dimmed", `Or this one, which asks for the code ${made.code}:`),
      command(made.line, "the line without the code"),
    );
  });
}

/** What the hub made, or why not, for people. */
async function ask(): Promise<Made | string> {
  try {
    const answer = await fetch("/join/line", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
      signal: AbortSignal.timeout(30_000),
    });
    const said = (await answer.json()) as Record<string, unknown>;
    const text = (name: string): string => (typeof said[name] === "string" ? said[name] : "");
    if (!answer.ok) return sentence(plain(text("reason") || `The hub answers ${answer.status}`, { most: 500 }));
    if (!text("whole") || !text("line")) return "The hub gave no line.";
    return { line: text("line"), whole: text("whole"), code: text("code"), qr: text("qr"), until: fromMicros(Number(said["until_us"])) };
  } catch {
    return "The hub did not answer. Try again when it is back.";
  }
}

const sentence = (said: string): string => said.charAt(0).toUpperCase() + said.slice(1) + (said.endsWith(".") ? "" : ".");
