// @ts-check

/**
 * Return the one element below another that fits a selector, as what it is.
 * @template {Element} [Kind=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} [kind]
 * @returns {Kind}
 * @throws {TypeError} The page has no such element: script and template do not fit.
 */
export function find(root, selector, kind) {
  const element = root.querySelector(selector);
  if (!(element instanceof (kind ?? HTMLElement))) throw new TypeError(`no ${selector}`);
  return /** @type {Kind} */ (element);
}

/**
 * Return the elements below another that fit a selector.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {NodeListOf<HTMLElement>}
 */
export function all(root, selector) {
  return root.querySelectorAll(selector);
}
