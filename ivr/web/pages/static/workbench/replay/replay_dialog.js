// @ts-check
import { find } from "../../elements.js";
import { post } from "../../phone/call.js";

/** The dialog that takes a transcript to be replayed. */
export class ReplayDialog {
  #dialog;
  #replay;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {(text: string) => Promise<void>} replay
   */
  constructor(dialog, replay) {
    this.#dialog = dialog;
    this.#replay = replay;
    find(dialog, "form").addEventListener("submit", (event) => this.#send(event));
    find(dialog, "[data-close]").addEventListener("click", () => dialog.close());
    const file = find(dialog, "#file", HTMLInputElement);
    file.addEventListener("change", () => this.#read(file.files?.[0]));
  }

  /** Open, with whatever transcript it held last. */
  open() {
    this.#complain("");
    this.#dialog.showModal();
  }

  /**
   * Open with a call that was shared by a link.
   * @param {{call: string, language: string}} shared
   */
  async openShared({ call, language }) {
    this.open();
    try {
      const { text } = await post("workbench/shared", { call, language: language || null });
      this.#script.value = text;
    } catch (error) {
      this.#complain(String(/** @type {Error} */ (error).message));
    }
  }

  get #script() {
    return find(this.#dialog, "#script", HTMLTextAreaElement);
  }

  /** @param {File|undefined} file */
  async #read(file) {
    if (file) this.#script.value = await file.text();
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    try {
      await this.#replay(this.#script.value);
      this.#dialog.close();
    } catch (error) {
      this.#complain(String(/** @type {Error} */ (error).message));
    }
  }

  /** @param {string} sentence */
  #complain(sentence) {
    const trouble = find(this.#dialog, "#replay-trouble");
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }
}
