// @ts-check
/**
 * Return a text as it is compared: without case, accents and marks, one space between words.
 * @param {string} text
 */
export function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/ı/g, "i") // no mark: Unicode takes its missing dot for a letter's own
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
}

/**
 * Return the key of the option that is meant by what was made out: of the one whose longest word was said.
 * A digit said alone is its key.
 * @param {string} said
 * @param {{key: string, label: string, words: string[]}[]} options
 * @returns {string|null} Its key.
 */
export function meant(said, options) {
  const heard = ` ${folded(said)} `;
  const digit = options.find(({ key }) => heard === ` ${key} `);
  if (digit) return digit.key;
  const fits = options.flatMap((option) =>
    [option.label, ...option.words]
      .map(folded)
      .filter((word) => word && heard.includes(` ${word} `))
      .map((word) => ({ key: option.key, length: word.length })),
  );
  fits.sort((one, other) => other.length - one.length);
  return fits[0]?.key ?? null;
}
