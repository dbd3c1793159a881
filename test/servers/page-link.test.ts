import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTicket, signTicket } from '../../src/servers/page-link.ts';

const key = randomBytes(32);
const now = new Date('2026-11-22T10:00:00Z');
const expiresAt = new Date('2026-11-29T10:00:00Z');
const ticket = { server: '1234567890123456789', documentId: 'field-notes', expiresAt };

describe('a ticket to a page', () => {
  it('opens what it was written for, until it expires', () => {
    const written = signTicket(key, ticket);
    expect(written).toMatch(/^[\w-]+\.[\w-]{22}$/u);
    expect(openTicket(key, written, now)).toEqual(ticket);
    expect(openTicket(key, written, new Date(expiresAt.getTime() - 1))).toEqual(ticket);
    expect(openTicket(key, written, expiresAt)).toBeUndefined();
  });

  it('opens nothing under another key', () => {
    expect(openTicket(randomBytes(32), signTicket(key, ticket), now)).toBeUndefined();
  });

  it('opens nothing once a single character of it is another one', () => {
    const written = signTicket(key, ticket);
    fc.assert(
      fc.property(fc.nat(written.length - 1), fc.constantFrom(...'Aa0_-.%= é'), (at, character) => {
        fc.pre(written[at] !== character);
        expect(openTicket(key, written.slice(0, at) + character + written.slice(at + 1), now)).toBeUndefined();
      }),
    );
  });

  it('opens nothing for whatever else somebody types', () => {
    fc.assert(fc.property(fc.string({ maxLength: 600 }), (typed) => openTicket(key, typed, now) === undefined));
  });
});
