// @ts-check
import { Tree } from "./tree.js";
import { VisitedPlaces } from "./visited_places.js";

/** Draws on the map where the call is, as the line describes it or as its requests show. */
export class Position {
  #map;
  #visited = new VisitedPlaces();
  /** Whether the line itself has described its map. */
  #described = false;

  /** @param {import("./map.js").MapPane} map */
  constructor(map) {
    this.#map = map;
  }

  clear() {
    this.#visited = new VisitedPlaces();
    this.#map.clear();
  }

  /**
   * Follow the call to where a Moment brings it.
   * @param {import("../../phone/types.js").Moment} moment
   */
  add(moment) {
    if (moment.map) this.#draw(moment.map);
    if (moment.drawing) this.#walk(moment.drawing);
    else if (moment.drawing === null) this.#grow(moment.events);
  }

  /** @param {import("../../phone/types.js").LineMap} map */
  #draw(map) {
    this.#described = true;
    this.#map.draw(new Tree(map));
  }

  /** @param {import("../../phone/types.js").Drawing} drawing */
  #walk({ place, trail }) {
    if (place && this.#described) this.#map.walk([...trail, place]);
  }

  /** @param {import("../../phone/types.js").CallEvent[]} events */
  #grow(events) {
    const documents = events.filter((each) => each.event === "asked" && !each.media && !each.status_callback);
    const way = documents.map((asked) => this.#visited.add(asked));
    const tree = this.#visited.tree();
    if (!tree || way.length === 0) return;
    this.#described = false;
    this.#map.draw(tree, true);
    this.#map.walk(tree.lineage(/** @type {string} */ (way.at(-1))));
  }
}
