import { parseArgs } from 'node:util';
import { AppError } from '../dist/domain/errors.js';

/** Somebody typed what there is not. The message says what. */
export class WrongUse extends Error {}

/** As node's own parseArgs, but what is typed wrongly is a WrongUse. */
export const parseTyped: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
      throw new WrongUse(error.message, { cause: error });
    throw error;
  }
};

/** Says what went wrong and sets the exit code: 2 for wrong use, with the usage; 1 for what a person can put right. */
export async function runScript(usage: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof WrongUse) {
      console.error(`${error.message}\n${usage}`);
      process.exitCode = 2;
    } else if (error instanceof AppError) {
      console.error(error.userMessage);
      process.exitCode = 1;
    } else throw error;
  }
}
