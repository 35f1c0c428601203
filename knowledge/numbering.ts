/** A list of whole numbers that grows, without an object for each. */
export class Numbers {
  items = new Int32Array(1024);
  length = 0;

  push(number: number): void {
    if (this.length === this.items.length) {
      const longer = new Int32Array(Math.ceil(1.5 * this.length));
      longer.set(this.items);
      this.items = longer;
    }
    this.items[this.length] = number;
    this.length += 1;
  }
}

/**
 * Numbers hashes from 0 as they come. Open addressing: a hash is looked for from its place on, up to an empty one. A `Map`
 * takes four times the memory.
 */
export class Numbering {
  readonly hashes = new Numbers();
  #places = new Int32Array(2048).fill(-1);

  numberOf(hash: number): number {
    const place = this.#placeOf(hash);
    const number = this.#places[place] as number;
    if (number >= 0) return number;
    this.#places[place] = this.hashes.length;
    this.hashes.push(hash);
    if (2 * this.hashes.length > this.#places.length) this.#grow();
    return this.hashes.length - 1;
  }

  /** The number of a hash; -1 where it has none. */
  find(hash: number): number {
    return this.#places[this.#placeOf(hash)] as number;
  }

  /** Where a hash has its number, or would get it. */
  #placeOf(hash: number): number {
    const { items } = this.hashes;
    const mask = this.#places.length - 1;
    let place = spread(hash) & mask;
    for (let number = this.#places[place] as number; number >= 0; number = this.#places[place] as number) {
      if (items[number] === hash) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const places = new Int32Array(2 * this.#places.length).fill(-1);
    for (let number = 0; number < this.hashes.length; number += 1) {
      let place = spread(this.hashes.items[number] as number) & (places.length - 1);
      while ((places[place] as number) >= 0) place = (place + 1) & (places.length - 1);
      places[place] = number;
    }
    this.#places = places;
  }
}

/** The lower bits of a hash made to depend on all of it. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
