/** Which voice of a device may speak for the line. */

const ROBOTIC = /e-?speak/i;

const code = (voice) => voice.lang.replace("_", "-").toLowerCase();

/**
 * The device's best voice for a language: of the same country first; never the embedded engine's
 * own, for the line has that already. Null if there is none.
 * @param {SpeechSynthesisVoice[]} voices
 */
export function bestVoice(voices, language) {
  const wanted = language.toLowerCase();
  const [spoken] = wanted.split("-");
  const fit = voices.filter((voice) => !ROBOTIC.test(voice.voiceURI + voice.name));
  const local = fit.filter((voice) => voice.localService); // a voice over the network comes late, or not at all
  for (const some of [local, fit]) {
    const found =
      some.find((voice) => code(voice) === wanted) ??
      some.find((voice) => code(voice).split("-")[0] === spoken);
    if (found) return found;
  }
  return null;
}
