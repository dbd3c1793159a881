import { describe, expect, it } from 'vitest';
import { AppError, DependencyError, InputError, InvariantError, OperatorError } from '../../src/domain/errors.ts';

const secret = 'token-abc';
const errors: readonly AppError[] = [
  new InputError('Give a question.', { cause: secret }),
  new OperatorError('Set DATA_DIR.', { cause: secret }),
  new DependencyError('store', new Error(secret)),
  new InvariantError(`the span 3..3 of ${secret}`),
];

describe('errors', () => {
  it.each(errors)('speak to the person in a sentence: $constructor.name', (error) => {
    expect(error).toBeInstanceOf(AppError);
    expect(error.userMessage).toMatch(/^[A-Z].*\.$/);
    expect(error.userMessage).not.toContain(secret);
  });

  it('of ours and of services tell the log what the person is not told', () => {
    expect(new InvariantError('a quote is not what stands in the document').message).toContain('a quote');
    const failed = new DependencyError('model', new Error('out of memory'));
    expect(failed.message).toBe('model failed');
    expect(failed.cause).toMatchObject({ message: 'out of memory' });
  });

  it('have a stack that names the kind, for the log', () => {
    for (const error of errors) expect(error).toBeInstanceOf(Error);
    expect(new InputError('Give a question.').stack).toContain('errors.test.ts');
  });
});
