import type { FC } from 'hono/jsx';
import { standingWords } from '../answer/message.ts';
import type { SourcePage } from '../answer/source-page.ts';
import { placeLink } from './place-link.ts';
import { standingSigns, standings } from './standing-signs.ts';

const width = 1_000;
const left = 24;
const rowHeight = 16;
const leastWidth = 3;

/** The whole text from its beginning to its end, a row for each standing, with every claim where it is made. */
export const Strip: FC<{ page: SourcePage; partOf: (block: number) => number }> = ({ page, partOf }) => {
  const rows = standings.filter((standing) => page.claims.some((claim) => claim.standing === standing));
  const height = rows.length * rowHeight;
  const scale = (width - left) / Math.max(1, page.length);
  return (
    <figure>
      <svg class="strip" viewBox={`0 0 ${width} ${height}`}>
        <title>Where in the text its claims stand</title>
        {rows.map((standing, row) => (
          <g class={`s-${standing}`}>
            <text x="4" y={row * rowHeight + 12}>
              {standingSigns[standing]}
            </text>
            <line x1={left} x2={width} y1={row * rowHeight + 8} y2={row * rowHeight + 8} />
            {page.claims
              .filter((claim) => claim.standing === standing)
              .flatMap((claim) => claim.places.map((place) => ({ claim, place })))
              .map(({ claim, place }) => (
                <a
                  href={placeLink(place, partOf)}
                  aria-label={`${claim.id}, ${standingWords[standing]}, ¶ ${place.block}`}
                >
                  <rect
                    x={(left + place.quote.start * scale).toFixed(1)}
                    y={row * rowHeight + 2}
                    width={Math.max(leastWidth, (place.quote.end - place.quote.start) * scale).toFixed(1)}
                    height={rowHeight - 4}
                  />
                </a>
              ))}
          </g>
        ))}
      </svg>
      <figcaption>The text from its beginning to its end: each mark is a claim, and leads to it.</figcaption>
    </figure>
  );
};
