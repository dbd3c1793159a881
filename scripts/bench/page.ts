/** `docs/performance.md` around the tables and plots of the last figures. */
export const pageOf = (report: string): string => `# Performance

Written by \`npm run bench\`; do not edit it by hand. Repeat it with

\`\`\`
npm run bench                                 # 1,000 and 10,000 passages, some ten minutes; writes this page
npm run bench -- --sizes 1000,10000,100000    # an hour, a quarter of it embedding, once
npm run bench -- --parts start,ingest --long  # some of it: start, ingest, answers, opening, systems, long
npm run bench -- --quick                      # 1,000 passages; prints the tables only
\`\`\`

Ratios come from things done in turn within one run, so they say more than times do: those depend on the machine and on
what else it has to do. \`--folder FOLDER\` says where the run keeps its data (by default a folder in the system's
temporary one); what is embedded there is not embedded again by the next run. A part that a run leaves out keeps its last
figures (docs/performance.json); *Where and when*, at the end, says from which run each is.

![Time a question against the number of passages, for each system](images/bench-time.svg)

![Memory against the number of passages, for each system](images/bench-memory.svg)

${report}

## Where the time goes

By profiles of 2026-11-22, processor milliseconds a question, median, of the named document:

| | 10,000 passages | 100,000 passages |
| --- | --: | --: |
| hnswlib, two graphs, 100 nearest of each; alone 1.2 at 10,000 | 1.4 | 3.0 |
| FTS5, two tables, 100 best of each; alone 0.8 at 10,000 | 0.9 | 6.2 |
| cosines of the other candidates, fusing, sorting | 1.0 | 1.6 |
| spellings, language, quotes, guard | 1.2 to 2.5 | 1.2 to 2.5 |

- Beyond the limit of four bare searches stand the cosines of passages that only the words found and of the sentences in
  such blocks (.5), and the answer itself. At 10,000 the limit is so small that composing an answer alone would take up
  what 1.3 × leaves.
- At 1,000 passages comparing every vector takes .7 ms, which no index and no answer with checked quotes undercuts.
- A first answer from 100,000 passages waits for .3 s of processor time after opening, in which the document's words are
  counted; 1 s where its ledger has names. It is done in slices, so others are answered meanwhile; only finding the names
  in the whole text holds them up, by .3 s.
- The first table of 100,000 passages was taken while others kept the machine busy, which makes clock times there up to
  three times as long; the CPU times of Hearsay and of the limit in it were taken apart, of 200 of the questions.
- vectra keeps its index as one JSON text, which 100,000 vectors do not fit into; Orama scores and sorts every passage that
  shares a word.

## What the figures mean

- **The document** is made up from a seed (\`scripts/bench/generate-corpus.ts\`): English function words, a tail of rare
  words, names, years and amounts, in sections that keep to their subject. Its vectors are the real model's. Passages are
  blocks (title, headings, paragraphs) and sentences, those of the built-in document among them.
- **The questions** (\`scripts/bench/make-questions.ts\`): three of four are made from a sentence that is known, with words
  replaced by others for the same, surnames for names, and much left out; some cannot be told apart by anybody, so 1 is
  out of reach. Every fourth has no answer in the document. All systems get the same ones, in turn, 20 at a time.
- **R@1**: the first hit is the sentence that the question was made from, or its block. **Paragraph R@1**: it is that, or
  another sentence of its block. Hearsay's first hit is the first quote that it shows: a sentence, never a block, so the
  first figure is harder for it than for systems that may put a whole paragraph first.
- **A question**, side by side, is one at a time and everything but the models: what they give is known beforehand. For
  Hearsay that is the whole of \`Assistant.ask\`, from the question's words to the guarded quotes: spellings widened, both
  kinds of passages searched in both ways, ranked, checked, quoted. The others find passages and nothing more.
- **CPU** is the processor's time a question, all threads, median: what others do on the machine does not lengthen it.
  **Against a Hearsay answer**, and the lines below each table that compare whole answers, go by it.
- **hnswlib + FTS5** is the least that such an answer costs: a graph and a word index for each kind of passage, 100 hits
  from each, set as Hearsay sets them, in memory.
- **The peers** are set by their defaults and give ten passages: LangChain's \`HNSWLib\` and \`BM25Retriever\` (ten each) in
  an \`EnsembleRetriever\`; Orama in hybrid mode; vectra's \`LocalIndex\` by vectors (its BM25 reads every text from its file
  again for each question); MiniSearch and a loop over all vectors, joined by reciprocal rank (100 each).
- **Build**: from texts and vectors to what can be asked; Hearsay reads them from its database and leaves its files on
  disk, the others (but vectra) hold everything in memory.
- **Memory**, side by side: what resident memory grew by, each system in a process of its own, after its questions, when
  what can be freed was freed. Models are not in it.
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
