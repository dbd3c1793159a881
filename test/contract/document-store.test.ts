import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/domain/errors.ts';
import { outlineOfLines, revisionRow, sha256Of, vectorsFor } from './revisions.ts';
import { databases } from './stores.ts';

const model = 'model/1';

describe.each(databases)('a document store in $name', ({ open }) => {
  it('gives back a revision as it was saved', async () => {
    const { stores, other } = await open();
    const row = revisionRow();
    await stores.documents.save(row, model, vectorsFor(row.outline));
    expect(await other.documents.revision('everyone', 'op-ed', row.sha256)).toEqual(row);
    expect(await other.documents.vectors('everyone', 'op-ed', row.sha256, model)).toEqual(vectorsFor(row.outline));
  });

  it('keeps every character of any text', async () => {
    const { stores } = await open();
    const lines = fc.array(
      fc.string({ unit: 'binary' }).map((line) => line.toWellFormed()),
      { minLength: 1 },
    );
    const texts = fc.oneof(
      lines.map((each) => each.join('\n')),
      fc.constantFrom('', '\uFEFFa', 'a\0b', 'a\r\nb\u2028c', '\u00A0🕊\u00AD', 'e\u0301 محمد'),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const row = revisionRow({ id: `d-${sha256Of(text).slice(0, 12)}` }, text);
        await stores.documents.save(row, model, vectorsFor(row.outline));
        expect(await stores.documents.revision('everyone', row.facts.id, row.sha256)).toEqual(row);
      }),
      { numRuns: 40 },
    );
  });

  it('knows no other revision, owner or model', async () => {
    const { documents } = (await open()).stores;
    const row = revisionRow();
    await documents.save(row, model, vectorsFor(row.outline));
    expect(await documents.revision('everyone', 'op-ed', sha256Of('else'))).toBeUndefined();
    expect(await documents.revision('123', 'op-ed', row.sha256)).toBeUndefined();
    expect(await documents.vectors('everyone', 'op-ed', row.sha256, 'model/2')).toBeUndefined();
    expect(await documents.vectors('123', 'op-ed', row.sha256, model)).toBeUndefined();
  });

  it('lists the documents of the owners asked for, in the order they were first added', async () => {
    const { documents } = (await open()).stores;
    const added = [
      { owner: 'everyone', id: 'z' },
      { owner: '123', id: 'm' },
      { owner: '456', id: 'b' },
      { owner: 'everyone', id: 'a' },
    ];
    for (const facts of added) await documents.save(revisionRow(facts), model, vectorsFor(revisionRow().outline));
    const renewed = revisionRow(added[0], 'Title\nAnother text.');
    await documents.save(renewed, model, vectorsFor(renewed.outline));

    const idsOf = async (...owners: string[]) => (await documents.list(owners)).map(({ facts }) => facts.id);
    expect(await idsOf('everyone')).toEqual(['z', 'a']);
    expect(await idsOf('everyone', '123')).toEqual(['z', 'm', 'a']);
    expect(await idsOf('789')).toEqual([]);
    expect(await idsOf()).toEqual([]);
    const { text: _text, format: _format, outline: _outline, ...summary } = renewed;
    expect((await documents.list(['everyone']))[0]).toEqual({ ...summary, blocks: 2, sentences: 2 });
  });

  it('lists what changed since it listed before, by itself or by somebody else', async () => {
    const { stores, other } = await open();
    const ids = async () => (await stores.documents.list(['everyone'])).map(({ facts, sha256 }) => [facts.id, sha256]);
    const row = revisionRow({ id: 'a' });
    const renewed = revisionRow({ id: 'a' }, 'Title\nAnother text.');
    expect(await ids()).toEqual([]);
    for (const documents of [stores.documents, other.documents]) {
      await documents.save(row, model, vectorsFor(row.outline));
      expect(await ids()).toEqual([['a', row.sha256]]);
      await documents.save(renewed, model, vectorsFor(renewed.outline));
      expect(await ids()).toEqual([['a', renewed.sha256]]);
      await documents.remove('everyone', 'a');
      expect(await ids()).toEqual([]);
    }
  });

  it('keeps earlier revisions when a new one becomes current', async () => {
    const { documents } = (await open()).stores;
    const [first, second] = [revisionRow({}, 'One'), revisionRow({ title: 'Renewed' }, 'Two\nlines')];
    await documents.save(first, model, vectorsFor(first.outline));
    await documents.save(second, model, vectorsFor(second.outline));
    expect((await documents.list(['everyone'])).map(({ sha256 }) => sha256)).toEqual([second.sha256]);
    expect(await documents.revision('everyone', 'op-ed', first.sha256)).toEqual(first);

    await documents.save(first, model, vectorsFor(first.outline));
    expect((await documents.list(['everyone'])).map(({ sha256 }) => sha256)).toEqual([first.sha256]);
  });

  it('renews only what is known of a text, and its vectors, when the same text is saved again', async () => {
    const { documents } = (await open()).stores;
    const row = revisionRow();
    await documents.save(row, model, vectorsFor(row.outline));
    await documents.saveVectors('everyone', 'op-ed', row.sha256, 'model/2', vectorsFor(row.outline, 3));
    const again = { ...row, facts: { ...row.facts, title: 'Renamed' }, addedAt: '2027-01-01T00:00:00.000Z' };
    await documents.save(again, model, vectorsFor(row.outline, 4, 7));
    expect(await documents.revision('everyone', 'op-ed', row.sha256)).toEqual({ ...again, addedAt: row.addedAt });
    expect(await documents.vectors('everyone', 'op-ed', row.sha256, model)).toEqual(vectorsFor(row.outline, 4, 7));
    expect(await documents.vectors('everyone', 'op-ed', row.sha256, 'model/2')).toEqual(vectorsFor(row.outline, 3));
  });

  it('drops vectors of other models when the same text is cut anew', async () => {
    const { documents } = (await open()).stores;
    const row = revisionRow();
    await documents.save(row, model, vectorsFor(row.outline));
    const outline = { blocks: row.outline.blocks, sentences: row.outline.sentences.slice(0, 1) };
    const anew = { ...row, outline, splitter: 'split/2' };
    await documents.save(anew, 'model/2', vectorsFor(outline));
    expect(await documents.revision('everyone', 'op-ed', row.sha256)).toEqual(anew);
    expect(await documents.vectors('everyone', 'op-ed', row.sha256, model)).toBeUndefined();
    expect(await documents.vectors('everyone', 'op-ed', row.sha256, 'model/2')).toEqual(vectorsFor(outline));
  });

  it('finds the vectors of the same text, splitter and model under another owner', async () => {
    const { documents } = (await open()).stores;
    const row = revisionRow({ owner: '123' });
    await documents.save(row, model, vectorsFor(row.outline));
    expect(await documents.sameVectors(row.sha256, 'split/1', model)).toEqual(vectorsFor(row.outline));
    expect(await documents.sameVectors(row.sha256, 'split/2', model)).toBeUndefined();
    expect(await documents.sameVectors(row.sha256, 'split/1', 'model/2')).toBeUndefined();
    expect(await documents.sameVectors(sha256Of('else'), 'split/1', model)).toBeUndefined();
  });

  it('removes a document with its revisions and vectors, and nothing else', async () => {
    const { documents } = (await open()).stores;
    const [first, second] = [revisionRow({}, 'One'), revisionRow({}, 'Two')];
    const neighbour = revisionRow({ owner: '123' }, 'Three');
    for (const row of [first, second, neighbour]) await documents.save(row, model, vectorsFor(row.outline));

    expect(await documents.remove('everyone', 'op-ed')).toBe(true);
    expect(await documents.remove('everyone', 'op-ed')).toBe(false);
    expect(await documents.list(['everyone'])).toEqual([]);
    for (const { sha256 } of [first, second]) {
      expect(await documents.revision('everyone', 'op-ed', sha256)).toBeUndefined();
      expect(await documents.vectors('everyone', 'op-ed', sha256, model)).toBeUndefined();
      expect(await documents.sameVectors(sha256, 'split/1', model)).toBeUndefined();
    }
    expect(await documents.vectors('123', 'op-ed', neighbour.sha256, model)).toEqual(vectorsFor(neighbour.outline));
  });

  it.each([0, 1, 999, 1_000, 1_001, 2_500])('keeps the vectors of %i passages in order', async (count) => {
    const { documents } = (await open()).stores;
    const row = revisionRow({}, Array.from({ length: count }, (_, at) => `line ${at}`).join('\n'));
    await documents.save(row, model, vectorsFor(row.outline, 3));
    expect(await documents.vectors('everyone', 'op-ed', row.sha256, model)).toEqual(vectorsFor(row.outline, 3));
  });

  it.each([
    { why: 'too few vectors', vectors: vectorsFor(outlineOfLines('one\ntwo')) },
    { why: 'no vectors', vectors: { blocks: new Float32Array(0), sentences: new Float32Array(5) } },
    { why: 'half a vector', vectors: { blocks: new Float32Array(13), sentences: new Float32Array(12) } },
  ])('refuses $why and then holds nothing of the document', async ({ vectors }) => {
    const { documents } = (await open()).stores;
    const row = revisionRow();
    await expect(documents.save(row, model, vectors)).rejects.toThrow(InvariantError);
    expect(await documents.list(['everyone'])).toEqual([]);
    expect(await documents.revision('everyone', 'op-ed', row.sha256)).toBeUndefined();
  });

  it('refuses vectors for a revision that is not there', async () => {
    const { documents } = (await open()).stores;
    const { outline, sha256 } = revisionRow();
    await expect(documents.saveVectors('everyone', 'op-ed', sha256, model, vectorsFor(outline))).rejects.toThrow(
      InvariantError,
    );
  });

  it('refuses half a surrogate pair, which it could not give back', async () => {
    const { documents } = (await open()).stores;
    const row = revisionRow({}, 'half \uD83D pair');
    await expect(documents.save(row, model, vectorsFor(row.outline))).rejects.toThrow(InvariantError);
  });

  it('takes documents from two writers at once', async () => {
    const { stores, other } = await open();
    const saved = Array.from({ length: 20 }, (_, at) => revisionRow({ id: `d-${at}` }, `Title ${at}\nText`));
    await Promise.all(
      saved.map((row, at) => (at % 2 ? stores : other).documents.save(row, model, vectorsFor(row.outline))),
    );
    const listed = await stores.documents.list(['everyone']);
    expect(listed.map(({ facts }) => facts.id).sort()).toEqual(saved.map(({ facts }) => facts.id).sort());
  });
});
