import { Tree } from "./tree.js";
import { Visited } from "./visited_places.js";

/** Draws on the map where the call is, as the line describes it or as its requests tell. */
export class Where {
  #map;
  #visited = new Visited();
  #known = null;

  /** @param {import("./map.js").MapPane} map */
  constructor(map) {
    this.#map = map;
  }

  clear() {
    this.#visited = new Visited();
    this.#map.clear();
  }

  /** Follow the call to where a Moment brings it. */
  add(moment) {
    if (moment.map) this.#draw(moment.map);
    if (moment.drawing) this.#described(moment.drawing);
    else if (moment.drawing === null) this.#undescribed(moment.events);
  }

  #draw(map) {
    this.#known = map;
    this.#map.draw(new Tree(map));
  }

  #described({ place, trail }) {
    if (place && this.#known) this.#map.walk([...trail, place]);
  }

  #undescribed(events) {
    const documents = events.filter((each) => each.event === "asked" && !each.media && !each.status_callback);
    if (documents.length === 0) return;
    const way = documents.map((asked) => this.#visited.add(asked));
    const tree = this.#visited.tree();
    this.#known = null;
    this.#map.draw(tree, true);
    this.#map.walk(tree.lineage(way.at(-1)));
  }
}
