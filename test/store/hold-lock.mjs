// Started by lock.test.ts with a data folder: takes the lock, says so, and keeps it until it is killed.
import { takeLock } from '../../dist/store/lock.js';

await takeLock(process.argv[2]);
process.stdout.write('held\n');
setInterval(() => globalThis.gc?.(), 10);
