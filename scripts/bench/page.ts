import type { PerformanceRecord } from './record.ts';
import { reportOf } from './report.ts';
import { headlineOf } from './report-systems.ts';
import { installVectra } from './systems/vectra.ts';

/** `docs/performance.md` around the tables and plots of the last figures. */
export const pageOf = (record: PerformanceRecord): string => `# Performance

${summaryOf(record)}Written by \`npm run bench\`; do not edit it by hand. Repeat it with

\`\`\`
npm run bench                                 # 1,000 and 10,000 passages, some twenty minutes; writes this page
npm run bench -- --sizes 1000,10000,100000    # more than an hour, a quarter of it embedding, once
npm run bench -- --parts start,ingest --long  # some of start, ingest, answers, systems, opening, desk, web, long
npm run bench -- --quick                      # 1,000 passages; prints the tables only
npm run bench -- --help                       # all options
\`\`\`

vectra is none of the packages, because it brings a hundred others; for a run with it:

\`\`\`
${installVectra}
\`\`\`

A run without it leaves vectra's figures as an earlier run measured them, and says so in its row.

Ratios come from things done in turn within one run, so they say more than times do: those depend on the machine and on
what else it has to do. \`--folder FOLDER\` says where the run keeps its data (by default a folder in the system's
temporary one); what is embedded there is not embedded again by the next run. A part that a run leaves out keeps its last
figures (docs/performance.json); *Where and when*, at the end, says from which run each is.

![Time a question against the number of passages, for each system](images/bench-time.svg)

![Memory against the number of passages, for each system](images/bench-memory.svg)

${reportOf(record)}

## What the figures mean

- **The document** is made up from a seed (\`scripts/bench/generate-corpus.ts\`): English function words, a tail of rare
  words, names, years and amounts, in sections that keep to their subject. Its vectors are the real model's. Passages are
  blocks (title, headings, paragraphs) and sentences, those of the built-in document among them.
- **The questions** (\`scripts/bench/make-questions.ts\`): three of four are made from a sentence that is known, with words
  replaced by others for the same, surnames for names, and much left out; some cannot be told apart by anybody, so 1 is
  out of reach. Every fourth has no answer in the document and no part in R@1. All systems get the same ones, in turn,
  20 at a time, after 20 others that are not timed.
- **R@1**: the first hit is the sentence that the question was made from, or its block; of how many questions, with a
  95 % interval by bootstrap. **Paragraph R@1**: it is that, or another sentence of its block. Hearsay's first hit is a
  sentence, never a block, so the first figure is harder for it than for systems that may put a whole paragraph first.
- **Hearsay's search** goes from the question's words and vector to ranked passages, as the peers' searches do: spellings
  widened, both kinds of passages searched in both ways, ranked. Its R@1 is that of the first passage. The verdicts below
  each table compare this with the peers that they name: those of the same run. What an earlier run measured stands apart.
- **A whole answer** is all of \`Assistant.ask\`, to the guarded quotes; what its two models give is known beforehand, from
  another process. Its R@1 is that of the first quote, which the reader had a part in choosing, out of the few windows that
  it reads: its time is not in this row but in the next.
- **A whole question with its models** is what somebody waits for: embedding, search, the reader, the answer. It is asked
  after all the others and beside nothing; its CPU counts all the threads that the models use.
- **CPU** is the processor's time a question, all threads of the process, median: what others do on the machine does not
  lengthen it. **Against Hearsay's search**, and the verdicts, go by it.
- **hnswlib + FTS5** is the limit that answers are held to: bare searches of both, a graph and a word index for each kind
  of passage, 100 hits from each, in memory, neither read nor joined. It is no lower bound: Hearsay compares every vector
  where it looks in 10,000 of a kind at most, and scores words by postings of its own, so its search can cost less. The
  target of 1.3 × is held to processor time, which has the work of other threads in it (freeing memory) that the clock
  leaves out; p50's ratio stands beside it.
- **The peers** give ten passages. LangChain: \`HNSWLib\` with an ef of 150 (hnswlib's own is 10) and \`BM25Retriever\`, ten
  each, in an \`EnsembleRetriever\`. \`BM25Retriever\` puts the question in lower case but not the texts, leaves punctuation
  at the words and finds a word inside others ("is" in "this"). What can be done from outside is done here: texts in lower
  case, questions without punctuation and stop words. Orama: hybrid, with its stemmer, without stop words, its \`similarity\`
  at its own .8 (at 0, where it leaves no vector out, it finds the source less often, so that would be no favour). vectra:
  its \`LocalIndex\` by vectors (its BM25 reads every text from its file again for each question; its index is one JSON
  text, which 100,000 vectors do not fit into). MiniSearch: without stop words, and a loop over all vectors, joined by
  reciprocal rank (100 each). It brings no stemmer; with Orama's, by \`processTerm\`, it is slower and finds the source less
  often at each size, so it has none.
- **Build**: from texts and vectors to what can be asked; Hearsay reads them from its database and leaves its files on
  disk, the others (but vectra) hold everything in memory.
- **Memory**, side by side: what resident memory grew by, each system in a process of its own, after its questions, when
  what can be freed was freed. Models are not in it; a system asked in several ways has one figure.
- **A question beyond its models**, below: \`timingsMs.total − embed − read\` of \`Assistant.ask\`. The words are looked for
  while the model works in its own thread, so here they cost no time beyond it.
- **Ingest against a bare loop**: passages a second of \`app.ingest\` (read, cut, embed in the worker, store in one
  transaction) over those of a loop that does nothing but call the model on the same texts, in the same configuration;
  a new text every round, the two in turn.
- **Event-loop delay**: how late the main thread came to its next turn while a document was ingested. A Discord client in
  the same process is held up no longer.
- **Cold start**: \`node dist/main.js ask "What is Mossalaha?"\` from start to exit. The first run ever has an empty
  \`DATA_DIR\`.
- 1 MB is 1,000,000 bytes.
`;

/** Held to be in the README by a test. */
function summaryOf({ systems }: PerformanceRecord): string {
  const headline = headlineOf(systems);
  return headline === undefined ? '' : `In one line, 10,000 passages: ${headline}\n\n`;
}
