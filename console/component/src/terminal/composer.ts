// Whole prompts: a plain textarea, so that the keyboard's own dictation works. The draft stays in
// this tab until the machine has taken it; nothing is sent by itself.
import { el, icon } from "../component";

const MIC = "M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3";
const SEND = "M12 20V5m-6 6 6-6 6 6";

interface Speech {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start(): void;
  stop(): void;
}

export class Composer {
  readonly root = el("div", "comp");
  readonly told = el("div", "told");
  private readonly area = el("textarea");
  private readonly button = el("button", "btn main");
  private allowed = false;
  private busy = false;

  constructor(
    private readonly key: string,
    private readonly send: (text: string) => Promise<boolean>,
  ) {
    const label = el("label", "field");
    label.append(el("span", "vh", "Prompt"), this.area);
    this.area.rows = 1;
    this.area.placeholder = "Prompt";
    this.area.autocapitalize = "sentences";
    this.area.value = read(key);
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("keydown", (event) => {
      event.stopPropagation();
      const enter = event.key === "Enter" && !event.isComposing;
      if (enter && (event.ctrlKey || event.metaKey || (!event.shiftKey && matchMedia("(pointer: fine)").matches))) {
        event.preventDefault();
        void this.submit();
      }
    });
    this.button.type = "button";
    this.button.setAttribute("aria-label", "Send the prompt");
    this.button.append(icon(SEND));
    this.button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.button.addEventListener("click", () => void this.submit());
    const mic = this.microphone();
    if (mic) label.append(mic);
    this.root.append(label, this.button);
    this.told.setAttribute("role", "status");
    this.told.hidden = true;
    this.changed();
  }

  /** Whether prompts may go out now, and what the field says meanwhile. */
  allow(allowed: boolean, hint: string, disabled: boolean): void {
    this.allowed = allowed;
    this.area.disabled = disabled;
    if (this.area.placeholder !== hint) this.area.placeholder = hint;
    this.enable();
  }

  /** One line above the field. */
  say(text: string, tone = ""): void {
    this.told.textContent = text;
    this.told.className = `told ${tone}`;
    this.told.hidden = !text;
  }

  private async submit(): Promise<void> {
    const text = this.area.value.replace(/\r\n?/g, "\n").trimEnd();
    if (!text || !this.allowed || this.busy) return;
    this.busy = true;
    this.enable();
    try {
      if (await this.send(text)) {
        if (this.area.value.trimEnd() === text) this.area.value = "";
        this.changed();
      }
    } finally {
      this.busy = false;
      this.enable();
    }
  }

  private changed(): void {
    try {
      sessionStorage.setItem(this.key, this.area.value);
    } catch {
      // a browser without storage keeps the draft as long as the page
    }
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(Math.max(this.area.scrollHeight, 44), 132)}px`;
    this.enable();
  }

  private enable(): void {
    this.button.disabled = !this.allowed || this.busy || !this.area.value.trim();
  }

  private microphone(): HTMLButtonElement | null {
    const names = window as unknown as Record<string, (new () => Speech) | undefined>;
    const Made = names["SpeechRecognition"] ?? names["webkitSpeechRecognition"];
    if (!Made) return null;
    const mic = el("button", "btn quiet");
    mic.type = "button";
    mic.setAttribute("aria-label", "Dictate");
    mic.setAttribute("aria-pressed", "false");
    mic.append(icon(MIC));
    let hearing: Speech | null = null;
    mic.addEventListener("click", () => {
      if (hearing) return hearing.stop();
      const before = this.area.value;
      hearing = new Made();
      hearing.lang = navigator.language;
      hearing.interimResults = true;
      hearing.onresult = (event) => {
        const heard = Array.from(event.results, (one) => one[0]?.transcript ?? "").join("");
        this.area.value = before && heard ? `${before.trimEnd()} ${heard.trimStart()}` : before || heard;
        this.changed();
      };
      hearing.onerror = (event) => {
        // Silence and one's own stop are no faults.
        if (event.error !== "no-speech" && event.error !== "aborted") this.say(unheard(event.error), "stop");
      };
      hearing.onend = () => {
        hearing = null;
        mic.setAttribute("aria-pressed", "false");
      };
      mic.setAttribute("aria-pressed", "true");
      this.say("");
      hearing.start();
    });
    return mic;
  }
}

function unheard(error: string): string {
  if (error === "not-allowed" || error === "service-not-allowed") {
    return "The browser does not give this page the microphone. Allow it in the address line.";
  }
  if (error === "audio-capture") return "No microphone is found.";
  return "The browser could not hear you. Your keyboard's own dictation works too.";
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
