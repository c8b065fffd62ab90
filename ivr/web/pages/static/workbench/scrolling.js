/** Scroll an element's own pane, and never the page, so that it is seen. */
export function keepInView(element) {
  if (!element.checkVisibility()) return;
  const pane = element.closest(".scroll");
  const { top, bottom } = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (top < frame.top) pane.scrollTop -= frame.top - top;
  else if (bottom > frame.bottom) pane.scrollTop += bottom - frame.bottom;
}
