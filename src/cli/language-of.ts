import { detectLanguage } from '../answer/detect-language.ts';

/** Enough to tell the language, and little enough to be quick. */
const sampleBytes = 8_000;

/** The language of a text by its beginning, BCP 47; `en` where it can't be told. */
export async function languageOf(bytes: Uint8Array): Promise<string> {
  const sample = new TextDecoder().decode(bytes.subarray(0, sampleBytes));
  return (await detectLanguage(sample, [], () => false)) ?? 'en';
}
