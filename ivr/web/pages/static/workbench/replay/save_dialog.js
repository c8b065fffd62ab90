// @ts-check
import { find } from "../../elements.js";
import { post } from "../../phone/call.js";

/** The dialog that saves a call as a conversation test. */
export class SaveDialog {
  #dialog;
  /** @type {?{path: string, events: import("../../phone/types.js").CallEvent[]}} */
  #call = null;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    this.#comment.addEventListener("change", () => this.#write());
    find(dialog, "#download").addEventListener("click", () => this.#download());
    find(dialog, "#copy-text").addEventListener("click", () => this.#copy());
  }

  /**
   * Show a call, as a transcript.
   * @param {{path: string, events: import("../../phone/types.js").CallEvent[]}} call
   */
  async open(call) {
    this.#call = call;
    await this.#write();
    this.#dialog.showModal();
  }

  async #write() {
    const comment = this.#comment.value.trim();
    const comments = comment ? `# ${comment}\n` : "";
    const { text } = await post("workbench/transcript", { ...this.#call, comments });
    this.#written.value = text;
  }

  #download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#written.value], { type: "text/plain" }));
    const { value, defaultValue } = find(this.#dialog, "#name", HTMLInputElement);
    link.download = `${value || defaultValue}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #copy() {
    this.#written.select();
    navigator.clipboard?.writeText(this.#written.value);
  }

  get #comment() {
    return find(this.#dialog, "#comment", HTMLInputElement);
  }

  get #written() {
    return find(this.#dialog, "#written", HTMLTextAreaElement);
  }
}
