// @ts-check
import { find } from "../../elements.js";
import { post } from "../../phone/call.js";
import { toLink } from "./link.js";

/** The dialog that holds a link to a call. */
export class ShareDialog {
  #dialog;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    find(dialog, "#copy-link").addEventListener("click", () => this.#copy());
  }

  /**
   * Open with the link to what the caller does in a transcript.
   * @param {string} text
   * @param {import("../../phone/types.js").Dialled} dialled
   */
  async open(text, dialled) {
    const { short } = await post("workbench/script", { text });
    this.#link.value = toLink(location.href, dialled, short);
    this.#dialog.showModal();
    this.#link.select();
  }

  get #link() {
    return find(this.#dialog, "#link", HTMLInputElement);
  }

  #copy() {
    this.#link.select();
    navigator.clipboard?.writeText(this.#link.value);
  }
}
