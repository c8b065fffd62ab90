// @ts-check
const ROBOTIC = /e-?speak/i;

/** @param {SpeechSynthesisVoice} voice */
const code = (voice) => voice.lang.replace("_", "-").toLowerCase();

/**
 * Return the voice of the device that may speak for the line in a language: one of the same country
 * first; never the embedded engine's own, for the line has that already. Null if there is none.
 * @param {SpeechSynthesisVoice[]} voices
 * @param {string} language
 */
export function bestVoice(voices, language) {
  const wanted = language.toLowerCase();
  const [spoken] = wanted.split("-");
  const fit = voices.filter((voice) => !ROBOTIC.test(voice.voiceURI + voice.name));
  // A voice over the network comes late, or not at all.
  const local = fit.filter((voice) => voice.localService);
  for (const some of [local, fit]) {
    const found =
      some.find((voice) => code(voice) === wanted) ??
      some.find((voice) => code(voice).split("-")[0] === spoken);
    if (found) return found;
  }
  return null;
}
