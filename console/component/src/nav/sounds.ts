// Two sounds, made here: rising where somebody is waited for, falling where something is over. A
// browser lets a page sound only after a first touch; before it nothing is heard, and nothing queues.

let context: AudioContext | null = null;

/** Call it in answer to a touch or key. */
export function wake(): void {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
  } catch {
    context = null; // a browser without it: nothing sounds
  }
}

/** Hertz of each note. */
const NEEDS = [587.3, 880];
const OVER = [659.3, 440];
const NOTE_S = 0.16;

/** Sound once; false where this page may not (yet). */
export function sound(needs: boolean): boolean {
  if (!context || context.state !== "running") return false;
  const { currentTime, destination } = context;
  for (const [i, pitch] of (needs ? NEEDS : OVER).entries()) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    const at = currentTime + 0.02 + i * NOTE_S;
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S * 1.8);
    tone.connect(gain).connect(destination);
    tone.start(at);
    tone.stop(at + NOTE_S * 2);
  }
  return true;
}
