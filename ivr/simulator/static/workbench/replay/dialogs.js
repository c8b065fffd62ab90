import { toLink } from "./link.js";
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
    dialog.querySelector("form").addEventListener("submit", (event) => this.#send(event));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.querySelector("#file").addEventListener("change", ({ target }) => this.#read(target.files[0]));
  }

  /** Open, with a transcript if there is one. */
  open(text) {
    if (text !== undefined) this.#script.value = text;
    this.#complain("");
    this.#dialog.showModal();
  }

  get #script() {
    return this.#dialog.querySelector("#script");
  }

  async #read(file) {
    if (file) this.#script.value = await file.text();
  }

  async #send(event) {
    event.preventDefault();
    try {
      await this.#replay(this.#script.value);
      this.#dialog.close();
    } catch (error) {
      this.#complain(error.message);
    }
  }

  #complain(sentence) {
    const trouble = this.#dialog.querySelector("#replay-trouble");
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }
}

/** The dialog that holds a link to a call. */
export class ShareDialog {
  #dialog;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    dialog.querySelector("#copy-link").addEventListener("click", () => this.#copy());
  }

  /** Open with the link to what the caller does in a transcript. */
  async open(text, request) {
    const { acts } = await post("workbench/script", { text });
    this.#link.value = toLink(location.href, request, acts);
    this.#dialog.showModal();
    this.#link.select();
  }

  get #link() {
    return this.#dialog.querySelector("#link");
  }

  #copy() {
    this.#link.select();
    navigator.clipboard?.writeText(this.#link.value);
  }
}
