// @ts-check
/**
 * Draw a TwiML document as a tree that folds, its parts marked by their classes; a text that is no XML
 * is shown as it is.
 * @param {string} text
 */
export function drawTwiml(text) {
  const xml = new DOMParser().parseFromString(text, "text/xml");
  if (xml.querySelector("parsererror")) return made("pre", "raw", text);
  return drawn(xml.documentElement);
}

/**
 * @param {Element} element
 * @returns {HTMLElement}
 */
function drawn(element) {
  const children = [...element.childNodes].filter(isSeen);
  if (children.every(({ nodeType }) => nodeType === Node.TEXT_NODE)) {
    return made("div", "leaf", ...tag(element, children.map(words).join(" ")));
  }
  const fold = made("details", "element", made("summary", "", ...opening(element), mark(">")));
  fold.setAttribute("open", "");
  fold.append(made("div", "children", ...children.map(part)), made("div", "", ...closing(element)));
  return fold;
}

/** @param {Node} node */
function part(node) {
  if (node instanceof Element) return drawn(node);
  const isComment = node.nodeType === Node.COMMENT_NODE;
  return made("div", isComment ? "comment" : "text", words(node));
}

/**
 * Draw an element on one line.
 * @param {Element} element
 * @param {string} text
 */
function tag(element, text) {
  if (!text) return [...opening(element), mark("/>")];
  return [...opening(element), mark(">"), made("span", "text", text), ...closing(element)];
}

/** @param {Element} element */
function opening({ nodeName, attributes }) {
  const parts = [...attributes].flatMap(({ name, value }) => [
    " ",
    made("span", "attribute", name),
    mark("="),
    made("span", "value", `"${value}"`),
  ]);
  return [mark("<"), made("span", "name", nodeName), ...parts];
}

/** @param {Element} element */
function closing({ nodeName }) {
  return [mark("</"), made("span", "name", nodeName), mark(">")];
}

/** @param {Node} node */
function isSeen(node) {
  return node.nodeType !== Node.TEXT_NODE || words(node) !== "";
}

/** @param {Node} node */
function words(node) {
  return (node.nodeValue ?? "").trim();
}

/** @param {string} text */
function mark(text) {
  return made("span", "mark", text);
}

/**
 * @param {string} tagName
 * @param {string} classes
 * @param {(Node | string)[]} parts
 */
function made(tagName, classes, ...parts) {
  const element = document.createElement(tagName);
  element.className = classes;
  element.append(...parts);
  return element;
}
