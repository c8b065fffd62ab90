// @ts-check

/** The pace of a clock whose time-outs are to last ten times as long. */
const TENFOLD = 0.1;

/** @typedef {"real" | "tenfold" | "off"} Setting */

/**
 * The patience of a line whose timers run as they are set: at the speed of the call, ten times as
 * long, or not at all.
 */
export class Timers {
  speed = 1;
  /** @type {Setting} */
  setting = "real";

  /**
   * How fast time passes once all has been heard; where the line waits for nobody it is not waited
   * for at all when what is said is passed over.
   * @param {import("../../phone/types.js").Moment} moment
   * @param {boolean} silent
   */
  rate({ waits }, silent) {
    if (!waits) return this.speed;
    const speed = this.speed === Infinity ? 1 : this.speed;
    if (silent || this.setting === "real") return speed;
    return this.setting === "off" ? 0 : speed * TENFOLD;
  }
}
