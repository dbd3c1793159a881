import { describe, expect, it } from 'vitest';
import { errorFields } from '../../src/cli/make-log.ts';

/** As discord.js throws them: the address of an interaction holds its token. */
class RequestError extends Error {
  readonly code = 10_062;
  readonly url = 'https://discord.com/api/v10/interactions/1/secret-token/callback';
  readonly requestBody = { json: { content: 'a question' } };
}

describe('an error in the log', () => {
  it('keeps type, message, code and causes, and nothing that could hold a token or a question', () => {
    const error = new Error('store failed', { cause: new RequestError('Unknown interaction') });
    const logged = JSON.stringify(errorFields(error, false));
    expect(JSON.parse(logged)).toEqual({
      type: 'Error',
      message: 'store failed',
      cause: { type: 'Error', message: 'Unknown interaction', code: 10_062 },
    });
  });

  it('has its stack for debugging only', () => {
    expect(errorFields(new Error('x'), true)).toHaveProperty('stack');
    expect(errorFields(new Error('x'), false)).not.toHaveProperty('stack');
  });

  it('may be anything that was thrown', () => {
    expect(errorFields('x', false)).toEqual({ message: 'x' });
  });
});
