import { post } from "../../phone/call.js";

/** The dialog that saves a call as a conversation test. */
export class Saving {
  #dialog;
  #call = null;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.#dialog = dialog;
    this.#find("#comment").addEventListener("change", () => this.#write());
    this.#find("#download").addEventListener("click", () => this.#download());
    this.#find("#copy-text").addEventListener("click", () => this.#copy());
  }

  /** Show a call, as its path and its events. */
  async open(call) {
    this.#call = call;
    await this.#write();
    this.#dialog.showModal();
  }

  async #write() {
    const comment = this.#find("#comment").value.trim();
    const comments = comment ? `# ${comment}\n` : "";
    const { text } = await post("workbench/transcript", { ...this.#call, comments });
    this.#find("#written").value = text;
  }

  #download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#find("#written").value], { type: "text/plain" }));
    link.download = `${this.#find("#name").value || this.#find("#name").defaultValue}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #copy() {
    this.#find("#written").select();
    navigator.clipboard?.writeText(this.#find("#written").value);
  }

  #find(what) {
    return this.#dialog.querySelector(what);
  }
}
