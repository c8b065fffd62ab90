import { compact, expand } from "./script.js";

/**
 * A call as a link: what was called and what the caller did, behind the `#` of the address.
 * Knows no DOM.
 */

/** Write a link to a page where the call can be made again. */
export function toLink(page, { url = "", language = "" }, acts) {
  const told = new URLSearchParams({ line: url, language, call: compact(acts) });
  const link = new URL(page);
  link.hash = told.toString();
  return link.href;
}

/** Read a link: null if it holds no call. */
export function fromLink(link) {
  const told = new URLSearchParams(new URL(link).hash.slice(1));
  if (!told.has("call")) return null;
  const language = told.get("language") ?? "";
  return { url: told.get("line") ?? "", language, text: expand(told.get("call"), pathOf(language)) };
}

/** What a transcript says was dialled to be answered in a language. */
export function pathOf(language) {
  return language ? `?${new URLSearchParams({ language })}` : "";
}

/** What is to be requested to dial a transcript's path: a language of our own line, or an address. */
export function dialled(request, path) {
  if (!path) return request;
  if (request.url) return { ...request, url: new URL(path, request.url).href };
  const { searchParams } = new URL(path, "http://line.invalid/");
  return { ...request, language: searchParams.get("language") ?? request.language };
}
