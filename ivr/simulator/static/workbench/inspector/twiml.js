/** A TwiML document as a tree that folds, its parts told apart by their classes. */

/**
 * Draw a document; a text that is no XML is shown as it is.
 * @returns {Node}
 */
export function drawTwiml(text) {
  const xml = new DOMParser().parseFromString(text, "text/xml");
  if (xml.querySelector("parsererror")) return made("pre", "raw", text);
  return drawn(xml.documentElement);
}

function drawn(element) {
  const children = [...element.childNodes].filter(isTold);
  if (children.every(({ nodeType }) => nodeType === Node.TEXT_NODE)) {
    return made("div", "leaf", ...tag(element, children.map(({ data }) => data.trim()).join(" ")));
  }
  const fold = made("details", "element", made("summary", "", ...opening(element), mark(">")));
  fold.open = true;
  fold.append(made("div", "children", ...children.map(part)), made("div", "", ...closing(element)));
  return fold;
}

function part(node) {
  if (node.nodeType === Node.ELEMENT_NODE) return drawn(node);
  const isComment = node.nodeType === Node.COMMENT_NODE;
  return made("div", isComment ? "comment" : "text", node.data.trim());
}

/** An element on one line. */
function tag(element, text) {
  if (!text) return [...opening(element), mark("/>")];
  return [...opening(element), mark(">"), made("span", "text", text), ...closing(element)];
}

function opening({ nodeName, attributes }) {
  const told = [...attributes].flatMap(({ name, value }) => [
    " ",
    made("span", "attribute", name),
    mark("="),
    made("span", "value", `"${value}"`),
  ]);
  return [mark("<"), made("span", "name", nodeName), ...told];
}

function closing({ nodeName }) {
  return [mark("</"), made("span", "name", nodeName), mark(">")];
}

function isTold({ nodeType, data }) {
  return nodeType !== Node.TEXT_NODE || data.trim() !== "";
}

function mark(text) {
  return made("span", "mark", text);
}

function made(tagName, classes, ...parts) {
  const element = document.createElement(tagName);
  element.className = classes;
  element.append(...parts);
  return element;
}
