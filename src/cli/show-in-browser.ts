import type { Output } from './terminal.ts';

/**
 * Shows an address in the browser, where a person sits at the terminal: whoever reads a pipe or a file has no browser
 * beside it. What cannot be shown has been printed, so nothing is said of it.
 */
export async function showInBrowser(url: string, { isTerminal }: Output): Promise<void> {
  if (!isTerminal) return;
  const { default: open } = await import('open');
  await open(url).then(
    (browser) => browser.on('error', () => undefined),
    () => undefined,
  );
}
