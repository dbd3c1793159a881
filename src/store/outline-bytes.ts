import { InvariantError } from '../domain/errors.ts';
import { type Block, blockKinds, type Outline, type Sentence } from '../domain/passage.ts';
import { bytesOf, integersOf } from './byte-arrays.ts';

/**
 * An outline as int32 values: how many blocks and sentences, then (kind, start, end, under) of each block and
 * (start, end, block) of each sentence, where a negative block says that the sentence goes on. Numbers and ordinals are positions, so they are not kept.
 */
const perBlock = 4;
const perSentence = 3;

/** @throws InvariantError if blocks or sentences are not numbered by their positions */
export function packOutline({ blocks, sentences }: Outline): Uint8Array {
  const counted =
    blocks.every((block, at) => block.number === at + 1) && sentences.every((sentence, at) => sentence.ordinal === at);
  if (!counted) throw new InvariantError('an outline counts its blocks from 1 and its sentences from 0');
  return bytesOf(
    Int32Array.from([
      blocks.length,
      sentences.length,
      ...blocks.flatMap((block) => [blockKinds.indexOf(block.kind), block.start, block.end, block.under]),
      ...sentences.flatMap((sentence) => [
        sentence.start,
        sentence.end,
        sentence.goesOn ? -sentence.block : sentence.block,
      ]),
    ]),
  );
}

/** @throws RangeError if the bytes are no packed outline */
export function unpackOutline(stored: ArrayBuffer | Uint8Array): Outline {
  const values = integersOf(stored);
  const [blocks = -1, sentences = -1] = values;
  const fits = blocks >= 0 && sentences >= 0 && values.length === 2 + blocks * perBlock + sentences * perSentence;
  if (!fits) throw new RangeError(`${values.length} values for ${blocks} blocks and ${sentences} sentences`);
  const firstSentence = 2 + blocks * perBlock;
  return {
    blocks: Array.from({ length: blocks }, (_, at) => blockAt(values, 2 + at * perBlock, at + 1)),
    sentences: Array.from({ length: sentences }, (_, at) => sentenceAt(values, firstSentence + at * perSentence, at)),
  };
}

function blockAt(values: Int32Array, at: number, number: number): Block {
  const [kind = -1, start = 0, end = 0, under = 0] = values.subarray(at, at + perBlock);
  const name = blockKinds[kind];
  if (name === undefined) throw new RangeError(`${kind} is no kind of block`);
  return { kind: name, start, end, number, under };
}

function sentenceAt(values: Int32Array, at: number, ordinal: number): Sentence {
  const [start = 0, end = 0, block = 0] = values.subarray(at, at + perSentence);
  return block < 0 ? { start, end, ordinal, block: -block, goesOn: true } : { start, end, ordinal, block };
}
