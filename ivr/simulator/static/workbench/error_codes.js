/** What Twilio's codes mean for whoever writes the line; the words stand in the page. */
const DICTIONARY = "https://www.twilio.com/docs/api/errors/";
const OWN = 0; // the phone's own code: the dictionary does not have it

/** Say what to do about a code. */
export function advise(code) {
  if (code === undefined) return "";
  const sentences = [...document.getElementById("advice").content.children];
  const fitting = sentences.filter(({ dataset }) => String(code).startsWith(dataset.code));
  fitting.sort((one, other) => other.dataset.code.length - one.dataset.code.length);
  return fitting[0]?.textContent ?? "";
}

/** Let a row's code lead to Twilio's dictionary. */
export function codeLink(row, code) {
  const link = row.querySelector("a[data-slot=code]");
  if (!link) return;
  if (code === OWN) link.remove();
  else link.href = DICTIONARY + code;
}
