// @ts-check

/**
 * Write a link to a page where the call can be made again: behind the `#` of the address stands what
 * was called, and what the caller did, as the server writes it short.
 * @param {string} page
 * @param {{url: string, language: string}} dialled
 * @param {string} call What the caller did, written short.
 */
export function toLink(page, { url, language }, call) {
  const link = new URL(page);
  link.hash = new URLSearchParams({ line: url, language, call }).toString();
  return link.href;
}

/**
 * Read a link: null if it holds no call.
 * @param {string} link
 */
export function fromLink(link) {
  const parameters = new URLSearchParams(new URL(link).hash.slice(1));
  const call = parameters.get("call");
  if (call === null) return null;
  return { url: parameters.get("line") ?? "", language: parameters.get("language") ?? "", call };
}
