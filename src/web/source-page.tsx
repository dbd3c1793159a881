import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { withheldWords } from '../answer/cards.ts';
import { describe, innerMarks, publisherName, standingWords } from '../answer/message.ts';
import type { Accused, PageBlock, PageClaim, PageEvidence, PageRun, SourcePage } from '../answer/source-page.ts';
import { placeLink } from './place-link.ts';
import { standingSigns, standings } from './standing-signs.ts';
import { Strip } from './strip.tsx';
import { words } from './words.ts';

export type PageView = {
  readonly page: SourcePage;
  /** The blocks that are sent now. */
  readonly blocks: readonly PageBlock[];
  /** Counted from 1. */
  readonly part: number;
  readonly parts: number;
  /** Which part holds a block: links lead there. */
  readonly partOf: (block: number) => number;
  /** Search engines are asked to stay away until the owner publishes. */
  readonly isPublic: boolean;
  /** schema.org's terms, for whoever indexes a published page. */
  readonly linkedData: readonly object[];
};

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);
const directionOf = (language: string): 'rtl' | 'ltr' =>
  rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';

/** The whole page, as sent. */
export const sourcePageHtml = (view: PageView): string => `<!doctype html>${(<Html {...view} />).toString()}`;

const preview = 'A document as it stands, with what has been checked of its claims.';
const titleOf = ({ noun, facts }: SourcePage): string =>
  `Source page · ${noun}, ${innerMarks(facts.publisher ?? 'publisher not given')}`;

const Html: FC<PageView> = (view) => {
  const { page, isPublic, linkedData } = view;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {isPublic ? '' : <meta name="robots" content="noindex, nofollow, noarchive" />}
        <meta name="color-scheme" content="light dark" />
        {/* Neither title nor preview holds a word of the document: it may accuse somebody. */}
        <title>{titleOf(page)}</title>
        <meta name="description" content={preview} />
        <meta property="og:type" content="article" />
        <meta property="og:title" content={titleOf(page)} />
        <meta property="og:description" content={preview} />
        <meta name="twitter:card" content="summary" />
        <link rel="stylesheet" href="/assets/page.css" />
        {linkedData.map((data) => (
          <script type="application/ld+json">{raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>
        ))}
      </head>
      <body>
        <a class="skip" href="#text">
          Skip to the text
        </a>
        <Masthead {...view} />
        <main>
          <Overview {...view} />
          <Text {...view} />
          <AccusedTable page={page} partOf={view.partOf} />
        </main>
        <Footer {...view} />
      </body>
    </html>
  );
};

const Masthead: FC<PageView> = ({ page }) => (
  <header>
    <p class="brand">Hearsay</p>
    <h1>{`Source page: ${describe(page.facts).replace(/\.$/u, '')}`}</h1>
    <p>
      {`This is the text of the ${page.noun}, word for word. Where it makes a claim that somebody has looked at, the words are marked by how that claim stands. What the ${page.noun} claims is not thereby true, and a mark judges no person.`}
    </p>
    {page.facts.url ? (
      <p>
        <a href={page.facts.url} rel="noopener noreferrer nofollow external">
          The published page
        </a>
      </p>
    ) : (
      ''
    )}
  </header>
);

/** How many claims stand how, which of them are marked, and where they are. Works by style sheet alone. */
const Overview: FC<PageView> = ({ page, partOf }) => {
  if (page.claims.length === 0) return <p class="none">None of its claims has been checked.</p>;
  const count = (standing: string): number => page.claims.filter((claim) => claim.standing === standing).length;
  return (
    <section aria-labelledby="overview">
      <h2 id="overview">How its claims stand</h2>
      <fieldset class="filter">
        <legend>Mark the claims that are</legend>
        {standings
          .filter((standing) => count(standing) > 0)
          .map((standing) => (
            <label class={`key s-${standing}`}>
              <input type="checkbox" id={`f-${standing}`} checked />
              <span class="sign" aria-hidden="true">
                {standingSigns[standing]}
              </span>
              {` ${standingWords[standing]} (${count(standing)})`}
            </label>
          ))}
      </fieldset>
      <Strip page={page} partOf={partOf} />
    </section>
  );
};

const Text: FC<PageView> = ({ page, blocks, part, parts }) => {
  const noted = new Set<number>();
  return (
    <section id="text" aria-label={`The text of the ${page.noun}`} class="text">
      <Turn part={part} parts={parts} />
      {blocks.map((block) => (
        <Row page={page} block={block} noted={noted} />
      ))}
      <Turn part={part} parts={parts} />
    </section>
  );
};

/** @param noted claims that have their note already: it stands where a claim is first made on this part */
const Row: FC<{ page: SourcePage; block: PageBlock; noted: Set<number> }> = ({ page, block, noted }) => {
  const here = new Set(block.runs.flatMap((run) => (run.kind === 'words' ? run.claims : [])));
  const claims = page.claims.filter(({ number }) => here.has(number) && !noted.has(number));
  for (const { number } of claims) noted.add(number);
  return (
    <div class="row">
      <Block page={page} block={block} />
      {claims.length > 0 ? (
        <aside class="notes" aria-label={`Claims first made in paragraph ${block.number}`}>
          {claims.map((claim) => (
            <Note claim={claim} />
          ))}
        </aside>
      ) : (
        ''
      )}
    </div>
  );
};

const Block: FC<{ page: SourcePage; block: PageBlock }> = ({ page, block }) => {
  const { language } = page.facts;
  const runs = block.runs.map((run) => <Run page={page} run={run} />);
  const shared = { id: `b${block.number}`, class: `block ${block.kind}`, lang: language, dir: directionOf(language) };
  const number = (
    <span class="number" aria-hidden="true">
      {`¶ ${block.number}`}
    </span>
  );
  if (block.kind === 'title')
    return (
      <h2 {...shared}>
        {number}
        {runs}
      </h2>
    );
  if (block.kind === 'heading')
    return (
      <h3 {...shared}>
        {number}
        {runs}
      </h3>
    );
  return (
    <p {...shared}>
      {number}
      {runs}
    </p>
  );
};

const Run: FC<{ page: SourcePage; run: PageRun }> = ({ page, run }) => {
  if (run.kind === 'withheld') return <span class="withheld">{withheldWords}</span>;
  const text = words(run.quote.text);
  const [id, ...more] = run.begins;
  const anchors = more.map((receipt) => <span id={receipt} />);
  const claims = page.claims.filter(({ number }) => run.claims.includes(number));
  const ending = page.claims.filter(({ number }) => run.ends.includes(number));
  if (claims.length === 0)
    return run.asked ? (
      <span class="asked" {...(id === undefined ? {} : { id })}>
        {anchors}
        {text}
      </span>
    ) : (
      text
    );
  const standing = [...new Set(claims.map((claim) => claim.standing))];
  return (
    <>
      <mark
        {...(id === undefined ? {} : { id })}
        class={run.asked ? 'asked' : undefined}
        data-claims={run.claims.join(' ')}
        data-s={standing.join(' ')}
      >
        {anchors}
        {text}
      </mark>
      {ending.map((claim) => (
        <a
          class={`tag s-${claim.standing}`}
          href={`#c-${claim.number}`}
          aria-label={`claim ${claim.id}: ${standingWords[claim.standing]}`}
        >
          {`${claim.id} ${standingSigns[claim.standing]}`}
        </a>
      ))}
    </>
  );
};

/** What is known of a claim, beside the words that make it. */
const Note: FC<{ claim: PageClaim }> = ({ claim }) => (
  <details id={`c-${claim.number}`} class={`note s-${claim.standing}`}>
    <summary>
      <span class="sign" aria-hidden="true">
        {standingSigns[claim.standing]}
      </span>
      {` ${claim.id} · ${claim.accused.length > 0 ? 'an accusation · ' : ''}${standingWords[claim.standing]}`}
    </summary>
    <p>{claim.statement}</p>
    {claim.reason === null ? <p>Nobody has checked it.</p> : <p>{claim.reason}</p>}
    {claim.fact ? (
      <p>
        <strong>Independently verified: </strong>
        {innerMarks(claim.fact.text)}
        {claim.fact.asOf === null ? '' : ` (as of: ${innerMarks(claim.fact.asOf)})`}
      </p>
    ) : (
      ''
    )}
    {claim.evidence.length > 0 ? (
      <ul class="evidence">
        {claim.evidence.map((record) => (
          <Record record={record} />
        ))}
      </ul>
    ) : (
      ''
    )}
    {claim.replies.map((reply) => (
      <p class="reply">
        <strong>{`Reply, ${innerMarks(reply.from)}, ${reply.at.slice(0, 10)}: `}</strong>
        {innerMarks(reply.text)}
      </p>
    ))}
    {claim.history.length > 1 ? (
      <details>
        <summary>{`History (${claim.history.length})`}</summary>
        <ol class="history">
          {claim.history.map(({ day, what, rule }) => (
            <li>{`${day}: ${what} (${rule})`}</li>
          ))}
        </ol>
      </details>
    ) : (
      ''
    )}
    {claim.reviewed ? (
      <p class="small">{`Reviewed by: ${claim.reviewed.by}, ${claim.reviewed.at.slice(0, 10)}, rule ${claim.reviewed.rule}`}</p>
    ) : (
      ''
    )}
  </details>
);

const stanceWords = { supports: 'for', refutes: 'against', context: 'context' } as const;

const Record: FC<{ record: PageEvidence }> = ({ record: { evidence, source } }) => {
  const title = innerMarks(source.title ?? source.describedAs ?? 'the record');
  return (
    <li>
      <strong>{`${publisherName(source)}, ${source.date ?? 'undated'} (${source.independence}), ${stanceWords[evidence.stance]}: `}</strong>
      {innerMarks(evidence.paraphrase)}
      {evidence.quote ? ` «${innerMarks(evidence.quote)}»` : ''}{' '}
      {source.url ? (
        <a href={source.url} rel="noopener noreferrer nofollow external">
          {title}
        </a>
      ) : (
        title
      )}
    </li>
  );
};

/** Who is accused of what: the words as they stand, each with its standing. There is no sum and no score. */
const AccusedTable: FC<{ page: SourcePage; partOf: (block: number) => number }> = ({ page, partOf }) => {
  if (page.accused.length === 0) return '';
  const byNumber = new Map(page.claims.map((claim) => [claim.number, claim]));
  return (
    <section aria-labelledby="accused">
      <h2 id="accused">Who is accused of what</h2>
      <p>{`Accusations are the ${page.noun}’s. Each stands here as it is written, with how it stands.`}</p>
      <section class="scroll" tabindex={0} aria-label="The table of accusations">
        <table>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Claim</th>
              <th scope="col">{`The ${page.noun}’s words`}</th>
              <th scope="col">How it stands</th>
            </tr>
          </thead>
          {page.accused.map((accused) => (
            <AccusedRows accused={accused} page={page} byNumber={byNumber} partOf={partOf} />
          ))}
        </table>
      </section>
    </section>
  );
};

const AccusedRows: FC<{
  accused: Accused;
  page: SourcePage;
  byNumber: ReadonlyMap<number, PageClaim>;
  partOf: (block: number) => number;
}> = ({ accused, page, byNumber, partOf }) => (
  <tbody>
    {accused.claims.map((number, at) => {
      const claim = byNumber.get(number);
      const place = claim?.places[0];
      if (!claim || !place) return '';
      return (
        <tr>
          {at === 0 ? (
            <th scope="rowgroup" rowspan={accused.claims.length}>
              {innerMarks(accused.who)}
            </th>
          ) : (
            ''
          )}
          <td>
            <a href={placeLink(place, partOf)}>{`${claim.id}, ¶ ${place.block}`}</a>
          </td>
          <td lang={page.facts.language} dir={directionOf(page.facts.language)}>
            “{words(place.quote.text)}”
          </td>
          <td class={`s-${claim.standing}`}>
            <span class="sign" aria-hidden="true">
              {standingSigns[claim.standing]}
            </span>
            {` ${standingWords[claim.standing]}`}
          </td>
        </tr>
      );
    })}
  </tbody>
);

const Turn: FC<{ part: number; parts: number }> = ({ part, parts }) =>
  parts === 1 ? (
    ''
  ) : (
    <nav class="turn" aria-label="Parts of the text">
      {part > 1 ? <a href={`?part=${part - 1}`}>Previous part</a> : <span />}
      <span>{`Part ${part} of ${parts}`}</span>
      {part < parts ? <a href={`?part=${part + 1}`}>Next part</a> : <span />}
    </nav>
  );

const Footer: FC<PageView> = ({ page }) => (
  <footer>
    <p>{page.ledgerOrigin === null ? 'No claim of it has been checked.' : `Checked: ${page.ledgerOrigin}.`}</p>
    <p class="small">{`The text belongs to its publisher. Revision ${page.revision.slice(0, 12)}; places are counted in UTF-16 code units.`}</p>
  </footer>
);
