// @ts-check
/**
 * Scroll an element's own pane, and never the page, so that it is seen.
 * @param {Element} element
 */
export function keepInView(element) {
  const pane = element.closest(".scroll");
  if (!pane || !element.checkVisibility()) return;
  const { top, bottom } = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (top < frame.top) pane.scrollTop -= frame.top - top;
  else if (bottom > frame.bottom) pane.scrollTop += bottom - frame.bottom;
}
