import { getDomain } from 'tldts';
import type { Source } from '../domain/claim.ts';
import { InputError } from '../domain/errors.ts';
import { agencyIn } from './agency.ts';
import { whyNoDate } from './date-rules.ts';
import { type EvidenceDraft, missingIn } from './draft.ts';
import { oneLine } from './one-line.ts';

/** The document that evidence is for: neither it nor its publisher nor a copy of it is evidence. */
export type AgainstDocument = {
  readonly url: string | null;
  readonly publisher: string | null;
  readonly text?: string;
};

/** Words of a record's quote from its source, at most. */
export const quoteWords = 15;
/** A source that shares so many words in a row with the document is a copy of it. */
export const copiedWords = 30;
const linkCharacters = 2_000;

/** What newsletters, advertisements and shares add to a link, and no page needs. */
const tracking =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igsh|igshid|mc_[ce]id|mkt_tok|_ga|_gl|_hs\w+|hsa_\w+|vero_\w+|oly_\w+_id|wt_mc|wtmc|xtor|cmpid|ocid|smid|spm|at_(?:medium|campaign|custom\d|link\w*)|ns_\w+|ref_src|ref_url|__twitter_impression)$/iu;

/**
 * A link as it is kept: http or https, host in lower case, without default port, fragment, what only tracks, or a slash
 * at the end of its path. Nothing is fetched.
 * @throws InputError where it is no public web address, or holds a name and password
 */
export function normalizeLink(link: string): string {
  const trimmed = oneLine(link);
  const url = parsed(trimmed);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new InputError('This is no web address. Paste the whole link, beginning with https://.');
  if (trimmed.length > linkCharacters)
    throw new InputError(
      `This link is longer than ${linkCharacters} characters. Paste a shorter one to the same page.`,
    );
  if (url.username !== '' || url.password !== '')
    throw new InputError('This link holds a name or a password. Paste it without what stands before the @.');
  if (getDomain(url.href, { validateHostname: true }) === null)
    throw new InputError('This link leads to no public site. Paste the address that everybody can open.');
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/u, '');
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  if (url.pathname !== '/') url.pathname = url.pathname.replace(/\/+$/u, '');
  return url.href;
}

/** The same page, whatever the scheme and whether or not the host begins with `www.` or `m.`. */
export const isSamePage = (a: string, b: string): boolean => pageOf(a) === pageOf(b);

const pageOf = (link: string): string =>
  originalOf(link)
    .replace(/^https?:\/\/(?:www\.|m\.|amp\.)?/iu, '')
    .replace(/\/+(?=$|\?)/u, '');

/** The page that an archive's, a cache's or a translator's copy is of; any other link as it is. */
function originalOf(link: string): string {
  const url = parsed(link);
  const inner = url && (archivedIn(url) ?? mirroredIn(url));
  if (!inner || !parsed(inner)) return link;
  try {
    return normalizeLink(inner);
  } catch {
    return link;
  }
}

/** "/web/2024/https://site/page", with or without the inner scheme. */
function archivedIn(url: URL): string | undefined {
  if (!archives.has(getDomain(url.href) ?? '')) return undefined;
  const [, copied] = /^\/web\/[^/]+\/(?!https?:)(.+)$/iu.exec(url.pathname + url.search) ?? [];
  return copied === undefined ? linkWithin(url.pathname + url.search) : `https://${copied}`;
}

/** "site-org.translate.goog/page": the site stands in the host, its dots as one dash and its dashes as two. */
function mirroredIn(url: URL): string | undefined {
  const [, site] = /^([^.]+)\.(?:translate\.goog|cdn\.ampproject\.org)$/iu.exec(url.hostname) ?? [];
  return site && `https://${site.replace(/--?/gu, (dashes) => (dashes === '-' ? '.' : '-'))}${url.pathname}`;
}

const linkWithin = (words: string): string | undefined =>
  /https?:\/{1,2}\S+$/iu.exec(words)?.[0].replace(/^(https?:)\/{1,2}/iu, '$1//');

/** The sites of the addresses that a link carries in it, as redirects and proxies do. */
function sitesWithin(link: string): string[] {
  const url = parsed(link);
  if (!url) return [];
  const carried = [linkWithin(url.pathname), ...url.searchParams.values()];
  return carried.flatMap((words) => (words && /^https?:/iu.test(words) ? (getDomain(words) ?? []) : []));
}

/** Whether it leads to an archive's copy without saying of which page. */
const isUnnamedCopy = (link: string): boolean => {
  const url = parsed(link);
  const site = getDomain(link) ?? '';
  if (!url || !archives.has(site) || originalOf(link) !== link) return false;
  return site !== 'archive.org' || url.pathname.startsWith('/web/');
};
const archives: ReadonlySet<string> = new Set([
  'archive.org',
  'archive.ph',
  'archive.is',
  'archive.today',
  'archive.li',
]);

const parsed = (link: string): URL | undefined => (URL.canParse(link) ? new URL(link) : undefined);

/** The registrable domain of a link's site, or of the site that an archive's copy is of; null where it has none. */
export const siteOf = (link: string): string | null => getDomain(originalOf(link));

/** The publisher that earlier records name for the same site; null where there is none. */
export function proposePublisher(link: string, earlier: Iterable<Source>): string | null {
  return sourceOfSite(link, earlier)?.publisher ?? null;
}

/**
 * Who stands behind a record: the agencies that its publisher's name holds, else what earlier records of the site say,
 * else the site's registrable domain. Two pages of one house are one origin.
 */
export function proposeOrigin(link: string, earlier: Iterable<Source>, publisher: string | null = null): string | null {
  const agency = publisher === null ? undefined : agencyIn(publisher);
  if (agency) return agency;
  const known = sourceOfSite(link, earlier)?.origin;
  return known?.includes('.') ? known : siteOf(link);
}

/** How independent earlier records say that an origin is; independent where nothing is known. */
export function independenceOf(origin: string, earlier: Iterable<Source>): string {
  for (const source of earlier)
    if (source.origin === origin && source.independence !== independent) return source.independence;
  return independent;
}
const independent = 'independent';

function sourceOfSite(link: string, earlier: Iterable<Source>): Source | undefined {
  const site = siteOf(link);
  if (site === null) return undefined;
  let found: Source | undefined;
  for (const source of earlier) if (source.url !== null && siteOf(source.url) === site) found = source;
  return found;
}

/** Words as people count them; of scripts that leave no spaces, as `Intl.Segmenter` does. */
export function countWords(text: string): number {
  const runs = text.split(/[\s/\u2013\u2014]+/u).filter((run) => /[\p{L}\p{N}]/u.test(run));
  return runs.reduce((sum, run) => sum + (unspaced.test(run) ? segments(run) : 1), 0);
}
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const segments = (run: string): number => [...segmenter.segment(run)].filter(({ isWordLike }) => isWordLike).length;

/** Whether two texts have so many words in a row in common, however they are cased, spaced and punctuated. */
export function shareWords(text: string, other: string, words = copiedWords): boolean {
  const own = bareWords(text);
  const theirs = bareWords(other);
  if (own.length < words || theirs.length < words) return false;
  const runs = new Set(runsOf(own, words));
  for (const run of runsOf(theirs, words)) if (runs.has(run)) return true;
  return false;
}

const bareWords = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

function* runsOf(words: readonly string[], length: number): Generator<string> {
  for (let at = 0; at + length <= words.length; at++) yield words.slice(at, at + length).join(' ');
}

export type EvidenceContext = {
  readonly against: AgainstDocument;
  /** Registrable domains, or names, of publishers that never are evidence. */
  readonly excludedPublishers: readonly string[];
  /** Links of the records that the claim has already. */
  readonly links: readonly string[];
  readonly now: Date;
};

/**
 * Why a draft is refused as it is, in sentences that say what to do; none where it can be filed. What is not written yet
 * is no reason: see `missingIn`.
 */
export function refusalsOf(draft: EvidenceDraft, context: EvidenceContext): string[] {
  return [
    whyLinkRefused(draft, context),
    whyOriginRefused(draft, context),
    whyCopied(draft, context.against),
    draft.quote !== null && countWords(draft.quote) > quoteWords
      ? `The quote has ${countWords(draft.quote)} words. Keep at most ${quoteWords}; the rest goes into your own words.`
      : undefined,
    draft.date === null || oneLine(draft.date) === '' ? undefined : whyNoDate(oneLine(draft.date), context.now),
  ].filter((why) => why !== undefined);
}

/** Everything that stands between a draft and its filing: what is refused, then what is missing. */
export function whyNotFile(draft: EvidenceDraft, context: EvidenceContext): string | undefined {
  const [refused] = refusalsOf(draft, context);
  if (refused) return refused;
  const missing = missingIn(draft);
  return missing.length === 0
    ? undefined
    : `The record is not complete. Still missing: ${new Intl.ListFormat('en').format(missing)}.`;
}

const isItself =
  'This is the document itself, its publisher or a copy of it, and no document bears itself out. Find a source that has nothing to do with it.';

function whyLinkRefused(
  { link }: EvidenceDraft,
  { against, excludedPublishers, links }: EvidenceContext,
): string | undefined {
  let normal: string;
  try {
    normal = normalizeLink(link);
  } catch (error) {
    if (error instanceof InputError) return error.userMessage;
    throw error;
  }
  if (links.some((known) => isSamePage(known, normal)))
    return 'A record with this link is there already for this claim. Withdraw that one first if yours is better.';
  if (isUnnamedCopy(normal))
    return 'This archive’s link does not say which page it is a copy of. Paste the page’s own link, or the archive’s long one.';
  const own = against.url === null ? null : siteOf(against.url);
  const sites = [siteOf(normal) ?? '', ...sitesWithin(normal)].filter((site) => site !== '');
  return sites.some((site) => site === own || isExcluded(site, excludedPublishers)) ? isItself : undefined;
}

function whyOriginRefused(
  { publisher, origin }: EvidenceDraft,
  { against, excludedPublishers }: EvidenceContext,
): string | undefined {
  const own = against.url === null ? null : siteOf(against.url);
  const excluded = [...excludedPublishers, ...(own ? [own] : []), ...(against.publisher ? [against.publisher] : [])];
  return [publisher, origin].some((name) => name !== null && isExcluded(name, excluded)) ? isItself : undefined;
}

const isExcluded = (name: string, excluded: readonly string[]): boolean =>
  excluded.some((other) => bareWords(other).join(' ') === bareWords(name).join(' '));

const whyCopied = ({ paraphrase }: EvidenceDraft, { text }: AgainstDocument): string | undefined =>
  text !== undefined && shareWords(paraphrase, text)
    ? `This shares ${copiedWords} words in a row with the document, so it is a copy of it, and no document bears itself out.`
    : undefined;
