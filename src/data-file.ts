/** Plain data in a file, large arrays of numbers included. */
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { DefaultDeserializer, DefaultSerializer } from 'node:v8';

/** The kinds of arrays that can be kept; the file names each by its place here. */
const KINDS = [Int16Array, Uint16Array, Int32Array, Float32Array] as const;

type Numbers = InstanceType<(typeof KINDS)[number]>;

/** Writes data to a file: everything but arrays of numbers first, then those. Throws on an array of another kind. */
export function writeData(file: string, data: unknown): void {
  const writer = new Writer();
  writer.writeHeader();
  writer.writeValue(data);
  const rest = writer.releaseBuffer();
  writeFileSync(file, Buffer.concat([Uint32Array.of(rest.length), rest, ...writer.arrays].map(bytesOf)));
}

/** Reads data from a file. Each array is read to where it stays: nothing of the file's size has to be freed afterwards. */
export function readData(file: string): unknown {
  const descriptor = openSync(file, 'r');
  try {
    const [length = 0] = filled(new Uint32Array(1), descriptor);
    const reader = new Reader(filled(Buffer.alloc(length), descriptor), descriptor);
    reader.readHeader();
    return reader.readValue();
  } finally {
    closeSync(descriptor);
  }
}

/** Node's own serializers hand over views of buffers; the plain ones would copy each with all of its buffer. */
class Writer extends DefaultSerializer {
  readonly arrays: Numbers[] = [];

  _writeHostObject(array: Numbers): void {
    const kind = KINDS.findIndex((Kind) => array instanceof Kind);
    if (kind < 0) throw new TypeError(`${array.constructor.name} cannot be kept in a file`);
    this.writeUint32(kind);
    this.writeUint32(array.length);
    this.arrays.push(array);
  }
}

class Reader extends DefaultDeserializer {
  readonly #descriptor: number;

  constructor(rest: Buffer, descriptor: number) {
    super(rest);
    this.#descriptor = descriptor;
  }

  _readHostObject(): Numbers {
    const Kind = KINDS[this.readUint32()];
    if (!Kind) throw new TypeError('It holds an array of an unknown kind');
    return filled(new Kind(this.readUint32()), this.#descriptor);
  }
}

/** Fills an array with what comes next in a file. */
function filled<T extends NodeJS.ArrayBufferView>(array: T, descriptor: number): T {
  const bytes = bytesOf(array);
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(descriptor, bytes, at, bytes.length - at, null);
    if (read === 0) throw new RangeError('It ends too soon');
    at += read;
  }
  return array;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);
